"""Which agencies belong to which groups: Sở Xây dựng to "các sở, ban, ngành", UBND xã to "các địa phương".

Decides by class, level and kind; whether a group "có liên quan" really concerns a member nobody can read off its name.
"""

from __future__ import annotations

from ingest.agencies.groups import group_classes
from ingest.agencies.lexicon import groups
from ingest.agencies.registry import registry

_PLACES = {"cap-xa": ("xa", "phuong", "thi-tran", "dac-khu", "cac-xa", "cac-phuong", "cap-xa"), "cac-xa": ("xa",)}
_PLACES |= {"cac-phuong": ("phuong",), "cap-huyen": ("huyen", "quan", "thi-xa", "thanh-pho"), "cap-tinh": ("tinh",)}
_PLACES["cac-cap"] = ("tinh", "thanh-pho", "huyen", "xa", "phuong", "cap-xa", "cap-huyen", "cac-xa", "cac-phuong")
_PLACES["dia-phuong"] = ("xa", "phuong", "dac-khu", "huyen", "quan", "cap-xa", "cap-huyen", "cac-xa", "cac-phuong")


def is_member(agency_id: str, group_id: str) -> bool:
    """Whether the agency (or the narrower group) belongs to the group. Nothing is a member of itself."""
    if agency_id == group_id:
        return False
    wanted = group_classes(group_id)
    if wanted is None:
        return _in_levelled(agency_id, group_id)
    own = group_classes(agency_id)
    if own is not None:
        return bool(own) and all(_class_within(kind, wanted) for kind in own)
    return any(_in_class(agency_id, kind) for kind in wanted)


def _in_levelled(agency_id: str, group_id: str) -> bool:
    """Whether "ubnd-xa" belongs to "ubnd-cap-xa"."""
    for suffix, levels in _PLACES.items():
        if group_id.endswith(f"-{suffix}"):
            base = group_id.removesuffix(f"-{suffix}")
            return agency_id == base or agency_id in {f"{base}-{level}" for level in levels}
    return False


def _class_within(kind: str, wanted: tuple[str, ...]) -> bool:
    members = groups().members
    return kind in wanted or any(kind in members.get(w, {}).get("classes", ()) for w in wanted)


def _in_class(agency_id: str, kind: str) -> bool:
    rule = groups().members.get(kind)
    if rule is None:
        return False
    if any(agency_id.startswith(prefix) for prefix in rule.get("without", ())):
        return False
    if any(agency_id.startswith(prefix) for prefix in rule.get("prefixes", ())):
        return True
    entry = registry().get(agency_id)
    if entry is not None and entry.kind in rule.get("kinds", ()) and entry.level in rule.get("levels", (entry.level,)):
        return bool(rule.get("kinds"))
    return any(_in_class(agency_id, narrower) for narrower in rule.get("classes", ()))
