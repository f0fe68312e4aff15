"""The post: email, by one of several ways."""
