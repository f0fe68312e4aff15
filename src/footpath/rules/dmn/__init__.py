"""DMN models: read from XML, and worked out."""
