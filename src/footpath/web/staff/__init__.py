"""What staff see and do: the queue, a case, and what stands behind it."""
