"""Sentence vectors from the static model that ships with the program; training stands in ``train``."""

from ingest.embedding.static import SHIPPED, StaticEmbedding, load_embedding

__all__ = ["SHIPPED", "StaticEmbedding", "load_embedding"]
