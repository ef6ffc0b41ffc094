"""The nouns: frozen pydantic models of a brief, an outline and a document. No I/O."""
