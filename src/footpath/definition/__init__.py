"""A service as its authors write it: read strictly, held as values, compiled, and named by what it says."""
