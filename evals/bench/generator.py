"""Makes realistic plans of about 150–400 clauses, any number of them, the same ones for the same seed.

Invents everything but the agencies, which come from the registry; does not ingest, and claims nothing about gold.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.agencies.registry import Agency, registry
from ingest.model import Frozen

_KINDS = {"province": ("state", "association"), "commune": ("state", "staff", "unit")}
_PLACE_WORDS = ("tỉnh", "thành phố", "xã", "phường", "đặc khu")
_PAGE_LINES = 46  # lines of a page where a plan is wrapped as a printed one is


class Fact(Frozen):
    """Something that a plan says, as the words to ask about it: ``kind`` as question types are called."""

    kind: str
    words: Mapping[str, str]


class GeneratedPlan(Frozen):
    """A plan's text, the stem of its file, and what one may ask about it."""

    name: str
    text: str
    facts: tuple[Fact, ...]


@cache
def templates() -> dict[str, Any]:
    """Return the word stock that plans are made of."""
    return dict(yaml.safe_load(files("evals.bench").joinpath("templates.yaml").read_text("utf-8")))


def generate_plans(count: int, seed: int = 1) -> Iterator[GeneratedPlan]:
    """Yield plans 0 … count-1; each depends on the seed and its own number only."""
    return (generate_plan(number, seed) for number in range(count))


def generate_plan(number: int, seed: int = 1) -> GeneratedPlan:
    """Return one plan."""
    return _Writer(random.Random(f"{seed}:{number}"), f"ke-hoach-{number:06d}").plan()


class _Writer:
    """Writes one plan, clause by clause, and notes what can be asked about it."""

    def __init__(self, chance: random.Random, name: str) -> None:
        self._chance, self._name, self._stock = chance, name, templates()
        self._facts: list[Fact] = []
        self._lines: list[str] = []
        issuer, theme = chance.choice(self._stock["issuers"]), chance.choice(self._stock["themes"])
        place_name = f"{chance.choice(self._stock['place_first'])} {chance.choice(self._stock['place_second'])}"
        year = chance.randint(2023, 2027)
        self._theme, self._frame, self._head = theme, self._stock["frame"], issuer["head"]
        self._words = {
            "name": place_name,
            "NAME": place_name.upper(),
            "place": issuer["place"].format(name=place_name),
            "body": issuer["body"].format(name=place_name),
            "units": issuer["units"],
            "symbol": issuer["symbol"],
            "theme": theme["name"],
            "Theme": _capital(theme["name"]),
            "theme_en": theme["english"],
            "year": str(year),
            "before": str(year - 1),
            "later": str(chance.choice([2030, 2035, year + 2])),
        }
        self._agencies = chance.sample(_agencies(issuer["level"], _own_word(self._words["place"])), 9)

    def plan(self) -> GeneratedPlan:
        """Return the whole plan."""
        headings = self._frame["headings"]
        self._front()
        self._add(headings[0], self._frame["purpose"])
        self._bullets("purposes")
        self._add(self._frame["requirement"])
        self._bullets("requirements")
        self._add(headings[1])
        self._targets()
        self._add(headings[2])
        for section in range(1, self._chance.randint(6, 14)):
            self._section(section)
        self._add(headings[3])
        self._add(f"1. {self._say(self._stock['funding'][0])}", f"2. {self._say(self._stock['funding'][1])}")
        self._add(f"3. {self._say(self._stock['funding'][2])}")
        self._fact("funding")
        self._add(headings[4])
        for section, agency in enumerate(self._agencies, start=1):
            self._duties(section, agency)
        self._back()
        for kind in ("summary", "deadline_calendar", "unanswerable"):
            self._fact(kind)
        return GeneratedPlan(name=self._name, text=self._layout(), facts=tuple(self._facts))

    def _front(self) -> None:
        frame = self._frame
        number = frame["number"] if self._chance.random() < 0.8 else frame["blank_number"]
        self._add(self._head.format(**self._words), frame["motto"], self._say(number), self._say(frame["dateline"]))
        self._add(frame["kind"], self._say(frame["title"]), *(self._say(base) for base in frame["bases"]))
        self._add(self._say(frame["preamble"]))

    def _back(self) -> None:
        person = f"{self._pick('family_names')} {self._pick('given_names')} {self._pick('given_names')}"
        self._add(self._say(self._frame["close"]), self._say(self._frame["recipients"]))
        self._add(self._frame["signature"].format(person=person))

    def _bullets(self, stock: str) -> None:
        self._add(*(f"- {self._say(sentence)}" for sentence in self._stock[stock]))

    def _targets(self) -> None:
        for number, target in enumerate(self._stock["targets"], start=1):
            thing = self._pick_object()
            self._add(f"{number}. {self._say(target, object=thing)}")
            self._fact("target", object=thing)

    def _section(self, number: int) -> None:
        """Write a subsection of III: a heading, tasks at one or two levels, who closes it."""
        self._add(f"{number}. {_capital(self._pick_object())}")
        lettered = self._chance.random() < 0.4
        for item in range(self._chance.randint(4, 9)):
            marker = f"{'abcdđeghi'[item]})" if lettered else "-"
            self._add(f"{marker} {self._statement()}")
            if self._chance.random() < 0.3:
                child = "-" if lettered else "+"
                self._add(*(f"{child} {self._plain()}" for _ in range(self._chance.randint(2, 4))))
        if number == 1:
            self._abbreviation()
        if self._chance.random() < 0.7:
            self._add(self._say(self._pick("closings"), deadline=self._deadline()))

    def _duties(self, number: int, agency: Agency) -> None:
        """Write an agency's part of V."""
        lead = self._frame["lead_in"].format(Agency=_capital(agency.name))
        self._add(f"{number}. {lead}")
        for _ in range(self._chance.randint(2, 6)):
            topic = self._plain().rstrip(".")
            deadline = self._deadline() if self._chance.random() < 0.4 else ""
            self._add(f"- {topic}{', ' + deadline if deadline else ''}.")
            self._fact("who", agency, topic=_small(topic))
            self._fact("yes_no", agency, topic=_small(topic))
            if deadline:
                self._fact("when", agency, topic=_small(topic))
        self._fact("agency_obligations", agency)
        other = self._chance.choice([each for each in self._agencies if each is not agency])
        self._fact("compare", agency, second=other.name)
        self._fact("followup", agency, second=other.name)
        if number == 1:
            self._add(f"- {self._say(self._pick('reports'))}")
            self._fact("report", agency)

    def _statement(self) -> str:
        """Return a task: mostly without a subject, now and then with one and a deadline."""
        if self._chance.random() < 0.6:
            return self._plain()
        agency = self._chance.choice(self._agencies)
        task = _small(self._plain().rstrip("."))
        self._fact("who", agency, topic=task)
        self._fact("when", agency, topic=task)
        return self._say(self._pick("subjects"), agency, task=task, deadline=self._deadline())

    def _plain(self) -> str:
        manner = self._say(self._pick("manners"))
        return f"{self._pick('verbs')} {self._pick_object()}{manner}."

    def _deadline(self) -> str:
        forms = self._stock["deadlines"]
        (form,) = self._chance.choices(forms, weights=[form["share"] for form in forms])
        return self._say(form["text"])

    def _abbreviation(self) -> None:
        entry = self._pick("abbreviations")
        sentence = self._stock["abbreviated"].format(Verb=self._pick("verbs"), object=self._pick_object(), **entry)
        self._add(f"- {sentence}")
        self._fact("abbreviation", short=entry["short"])

    def _say(self, sentence: str, agency: Agency | None = None, **words: str) -> str:
        chance = self._chance
        first, second, third = chance.sample(self._agencies, 3)
        name = (agency or first).name
        filled = {
            "agency": name,
            "Agency": _capital(name),
            "second": second.name,
            "third": third.name,
            "group": chance.choice(self._stock["groups"]),
            "hamlet": f"{self._pick('place_second')} {self._pick('place_first')}",
            "street": f"{self._pick('family_names')} {self._pick('given_names')}",
            "number": str(chance.randint(1, 400)),
            "day": str(chance.randint(1, 28)),
            "month": str(chance.randint(1, 12)),
            "quarter": chance.choice(["I", "II", "III", "IV"]),
            "percent": str(chance.randint(50, 100)),
            "small": str(chance.randint(5, 30)),
            "count": f"{chance.randint(2, 40):02d}",
            "money": f"{chance.randint(2, 90)}.{chance.randint(0, 9)}00",
        }
        return sentence.format(**{**self._words, **filled, **words})

    def _pick(self, stock: str) -> Any:
        return self._chance.choice(self._stock[stock])

    def _pick_object(self) -> str:
        return str(self._chance.choice(self._theme["objects"]))

    def _fact(self, kind: str, agency: Agency | None = None, **words: str) -> None:
        named = {"agency": agency.name} if agency else {}
        if agency and agency.abbreviations:
            named["abbreviation"] = agency.abbreviations[0]
        if agency and agency.english:
            named["english"] = agency.english[0]
        about = {word: self._words[word] for word in ("place", "name", "theme", "theme_en", "year")}
        self._facts.append(Fact(kind=kind, words={**about, **named, **words}))

    def _add(self, *paragraphs: str) -> None:
        self._lines.extend(paragraphs)

    def _layout(self) -> str:
        """Return the text: paragraphs a line each, or wrapped and cut into numbered pages as printed ones are."""
        if self._chance.random() < 0.7:
            return "\n\n".join(self._lines) + "\n"
        lines = [(*paragraph.split("\n"),) for paragraph in self._lines]
        wrapped = [row for group in lines for row in (*(w for line in group for w in textwrap.wrap(line, 92)), "")]
        pages = [wrapped[start : start + _PAGE_LINES] for start in range(0, len(wrapped), _PAGE_LINES)]
        return "\n".join(line for number, page in enumerate(pages, start=1) for line in (*page, "", str(number), ""))


@cache
def _agencies(level: str, own_word: str) -> Sequence[Agency]:
    """Return the agencies of a level that exist today and do not name another sort of place."""
    foreign = [word for word in _PLACE_WORDS if word != own_word]
    return tuple(
        entry
        for entry in registry().values()
        if entry.level == level
        and entry.kind in _KINDS[level]
        and entry.until is None
        and not entry.common
        and not entry.is_group
        and not any(entry.name.casefold().endswith(word) for word in foreign)
        and not entry.id.startswith("ubnd")
    )


def _own_word(place: str) -> str:
    return next(word for word in _PLACE_WORDS if place.startswith(word))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
