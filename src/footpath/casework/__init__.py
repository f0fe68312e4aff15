"""What happens to a case: events, the state they fold to, and who may do what next."""
