"""A small change to a live service under test: its promise, its chance, its states and what people are asked."""
