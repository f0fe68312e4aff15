"""What residents see and do: thin views that read a form, call an action and answer with a page or a way on."""
