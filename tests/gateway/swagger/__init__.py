"""AIFE's two Swagger files, written down: what each of their 28 operations takes and answers."""
