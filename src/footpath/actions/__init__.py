"""What people do, one file each: read, decide, write, tell, in one transaction."""
