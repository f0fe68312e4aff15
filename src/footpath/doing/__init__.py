"""How a service does: what each case shows of its way, added up by the day it began."""
