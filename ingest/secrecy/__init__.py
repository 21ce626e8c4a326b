"""Marks that refuse a document or limit its circulation."""

from ingest.secrecy.marks import Circulation, check_marks, name_mark, secrecy_mark

__all__ = ["Circulation", "check_marks", "name_mark", "secrecy_mark"]
