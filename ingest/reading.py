"""Reads one file into a Plan: decode, canonicalise, header, clauses. Start here to debug: ``python -m ingest.reading FILE``.

It stores nothing and finds no obligations. A plan's id is the slug of its file's name without the ending, so that the same file
replaces its plan and links stay readable.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path, PurePath

from ingest.abbreviations import find_abbreviations
from ingest.agencies import find_agencies
from ingest.clauses import parse_clauses
from ingest.errors import UnsafeFile
from ingest.flattened import restore_tables
from ingest.header import read_header, read_versions
from ingest.model import Clause, Plan, Source
from ingest.readers import Progress, read_source, silent
from ingest.secrecy import Circulation, check_marks
from ingest.text import canonicalise, slug
from ingest.text.canonical import canonical_finding

LENGTH_LIMIT = 5_000_000  # characters (shared/security.md 6): ten times the longest plan seen
_MARKED_UP = ("text", "markdown")  # people paste Markdown into plain text files, too


def read_plan(data: bytes, name: str, progress: Progress = silent, *, circulation: Circulation = "warn") -> Plan:
    """Return the plan in a file's bytes; ``name`` is the file's name. ``progress`` hears of each page that takes long.

    Raises what ``read_source`` raises, UnsafeFile for a text that is too long, SecretDocument for one with a secrecy mark; with
    ``circulation="refuse"`` also UnsafeFile for one whose circulation is limited. Doubt about the content is in ``Plan.findings``.
    Documents from strangers are read through ``ingest.worker``, which calls this in a process under limits.
    """
    decoded = read_source(data, name, progress)
    if len(decoded.text) > LENGTH_LIMIT:
        raise UnsafeFile(name=name, reason="length", limit=LENGTH_LIMIT)
    marks = check_marks(decoded.text, decoded.aside, name, circulation)
    decoded = restore_tables(decoded)
    canonical = canonicalise(
        decoded.text,
        markdown=decoded.format in _MARKED_UP,
        page_starts=decoded.page_starts,
        setting=decoded.setting,
    )
    text = canonical.text
    doubts_of_reader = (
        canonical_finding(canonical.segments, doubt, len(text)) for doubt in (*marks, *decoded.findings)
    )
    header = read_header(text)
    root, doubts = parse_clauses(text, header.body_start, header.closing_start)
    return Plan(
        id=slug(PurePath(name).stem),
        number=header.number,
        kind=header.kind,
        title=header.title,
        issuer=header.issuer,
        issuer_id=_issuer_id(header.issuer),
        place=header.place,
        issued=header.issued,
        period=header.period,
        legal_bases=header.legal_bases,
        replaces=read_versions(text, header),
        recipients=header.recipients,
        signer=header.signer,
        abbreviations=find_abbreviations(text),
        source=Source(
            name=PurePath(name).name,
            digest=hashlib.sha256(data).hexdigest(),
            format=decoded.format,
            encoding=decoded.encoding,
        ),
        text=text,
        segments=canonical.segments,
        page_starts=canonical.page_starts,
        root=root,
        findings=(*doubts_of_reader, *canonical.findings, *header.findings, *doubts),
    )


def _issuer_id(issuer: str) -> str:
    if not issuer:
        return ""
    mentions = find_agencies(issuer)
    if mentions and (mentions[0].known or mentions[0].span.end - mentions[0].span.start == len(issuer)):
        return mentions[0].agency_id
    return slug(issuer)


def describe(plan: Plan) -> str:
    """Return the header and the tree as readable lines: indent, id, label, first words."""
    signer = plan.signer
    bases = "; ".join(f"{base.kind} {base.number} {base.issued} {base.issuer}" for base in plan.legal_bases)
    short_forms = "; ".join(f"{a.short}={a.long}" for a in plan.abbreviations)
    lines = [
        f"id         {plan.id}",
        f"number     {plan.number or '(blank)'}   kind {plan.kind}   issued {plan.issued}",
        f"title      {plan.title}",
        f"issuer     {plan.issuer} [{plan.issuer_id}]   place {plan.place}",
        f"period     {plan.period}",
        f"signer     {signer.authority if signer else ''} | {signer.on_behalf_of if signer else ''} | "
        f"{signer.position if signer else ''} | {signer.name if signer else ''}",
        f"bases      {bases}",
        f"replaces   {'; '.join(f'{each.relation} {each.kind} {each.number} [{each.rule}]' for each in plan.replaces)}",
        f"recipients {'; '.join(plan.recipients)}",
        f"abbrev.    {short_forms}",
        *(f"finding    {f.code} {f.detail} {f.span.of(plan.text)[:40] if f.span else ''}" for f in plan.findings),
        *_tree(plan.root, plan.text, 0),
    ]
    return "\n".join(lines)


def _tree(clause: Clause, text: str, depth: int) -> list[str]:
    words = clause.body.of(text).replace("\n", " ⏎ ")
    shown = words if len(words) <= 110 else f"{words[:70]} … {words[-36:]}"
    sign = "=" if clause.heading else ""
    lines = [f"{'  ' * depth}{clause.marker} {sign}[{clause.id}] {clause.label} | {shown}"]
    for child in clause.children:
        lines += _tree(child, text, depth + 1)
    return lines


def main(paths: list[str]) -> None:
    """Print what was read of each file."""
    for path in paths:
        sys.stdout.write(describe(read_plan(Path(path).read_bytes(), path)) + "\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
