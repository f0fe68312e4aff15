"""What residents send as files: kept whole or not at all, and never anything but bytes to us."""
