"""A common transactional platform for public services, changed by small, tested steps."""
