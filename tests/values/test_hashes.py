"""Names made from content."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from footpath.values import canonical, content_hash

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_the_order_things_were_put_in_makes_no_difference(value: object) -> None:
    def backwards(part: object) -> object:
        if isinstance(part, dict):
            return {key: backwards(part[key]) for key in reversed(list(part))}
        if isinstance(part, list):
            return [backwards(each) for each in part]
        return part

    assert canonical(value) == canonical(backwards(value))


@given(JSON, JSON)
def test_different_things_have_different_names(one: object, other: object) -> None:
    assert (content_hash(one) == content_hash(other)) == (canonical(one) == canonical(other))


def test_no_digit_of_a_decimal_is_lost() -> None:
    assert canonical(Decimal("0.10")) == b'"0.10"'
