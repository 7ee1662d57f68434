"""The style sheets: built from parts, small for citizens, legible for everybody; a component has one part, one entry, one way to call it."""

import re
from pathlib import Path

import pytest

from motcua.base import sheets
from motcua.base.components import COMPONENTS

BASE = Path(__file__).parents[1]
PARTS, BUILT, ENTRIES = BASE / "styles", BASE / "static" / "base", BASE / "templates" / "base" / "gallery"
PUBLIC_LIMIT = 8_192
LAYOUTS = {"officer", "public", "print"}


def part(name):
    return (PARTS / f"{name}.css").read_text()


def tokens():
    found = dict(re.findall(r"--([\w-]+): ([^;}]+)", part("tokens")))
    return {name: found.get(value[6:-1], value) if value.startswith("var(") else value for name, value in found.items()}


def luminance(colour):
    def channel(value):
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    full = colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (channel(int(full[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs_used():
    """Colour and background that one rule sets together, in any part, plus what stands on the grounds of pages."""
    known = tokens()

    def value(said):
        name = re.fullmatch(r"var\(--([\w-]+)\)", said)
        return known.get(name[1], "") if name else said

    grounds = [known[name] for name in ("paper", "ground", "shade", "hover")]
    found = {(known[word], ground) for word in ("ink", "dim", "accent", "accent-dark", "late") for ground in grounds}
    found |= {(known[tone], known[f"{tone}-weak"]) for tone in ("late", "soon", "ok", "wait", "move", "work", "neutral", "accent")}
    found |= {(known["neutral"], known["stop-weak"]), (known["ink"], known["late-weak"]), (known["ink"], known["soon-weak"])}
    found |= {(known["on-dark"], known["accent-dark"]), (known["dim"], known["accent-weak"]), ("#fff", known["late"])}
    for path in PARTS.glob("*.css"):
        for _, body in sheets.blocks(sheets.small(path.read_text())):
            told = dict(re.findall(r"(?:^|;)(color|background):([^;]+)", body))
            if len(told) == 2:
                found.add((value(told["color"]), value(told["background"])))
    return {pair for pair in found if all(re.fullmatch(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?", colour) for colour in pair)}


@pytest.mark.parametrize("name", sheets.SHEETS)
def test_a_built_sheet_is_what_its_parts_say(name):
    assert (BUILT / f"{name}.css").read_text() == sheets.build(name, part), "run `make styles`"


def test_the_sheet_of_citizens_is_at_most_eight_kilobytes_and_needs_no_tokens():
    text = (BUILT / "public.css").read_text()
    assert len(text.encode()) <= PUBLIC_LIMIT
    assert "@font-face" not in text
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= set(re.findall(r"(--[\w-]+):", text))


def test_every_part_belongs_to_a_component_and_every_component_has_one():
    names = [one.name for one in COMPONENTS]
    assert len(names) == len(set(names))
    assert {path.stem for path in PARTS.glob("*.css")} == {*names, *sheets.GROUND, *LAYOUTS}
    assert {path.stem for path in ENTRIES.glob("*.html")} == set(names)


@pytest.mark.parametrize("one", COMPONENTS, ids=lambda one: one.name)
def test_the_entry_of_a_component_shows_how_it_is_called(one):
    shown = (ENTRIES / f"{one.name}.html").read_text()
    assert [call for call in one.calls if not re.search(rf"{{% {call} |{re.escape(call)}|{call}\b", shown)] == []
    assert part(one.name).strip()


def test_each_colour_is_legible_on_what_it_stands_on():
    used = pairs_used()
    assert len(used) > 30
    assert [pair for pair in sorted(used) if contrast(*pair) < 4.5] == []
    known = tokens()
    assert contrast(known["edge"], known["paper"]) >= 3


def test_no_state_is_told_by_colour_alone():
    rules = dict(sheets.blocks(sheets.small(part("tag"))))
    shapes = [re.findall(r"--s:([^;]+)", rules[f".t-{tone}"])[0] for tone in ("work", "move", "wait", "soon", "late", "ok", "stop")]
    assert len(set(shapes)) == len(shapes)


def test_small_keeps_strings_and_what_needs_its_space():
    text = '/* x */ a > b , c :is(d)  { content: "a  ;  b" ; margin: calc(1px + 2px) }'
    assert sheets.small(text) == 'a>b,c :is(d){content:"a  ;  b";margin:calc(1px + 2px)}'


def test_media_of_the_same_width_come_together_after_the_rest_wide_before_narrow():
    text = "@media (max-width:44rem){a{x:1}}b{x:2}@media (max-width:62rem){c{x:3}}@media print{e{x:5}}@media (max-width:44rem){d{x:4}}"
    said = sheets.gathered(text)
    wide, narrow = (f"@media screen and (max-width:{width}rem)" for width in (62, 44))
    assert said == f"b{{x:2}}{wide}{{c{{x:3}}}}{narrow}{{a{{x:1}}d{{x:4}}}}@media print{{e{{x:5}}}}\n"


def test_tokens_are_spelled_out_but_not_the_variables_of_a_rule():
    text = ":root{--a:#fff;--b:var(--a);--i:url('data:x;y')}p{color:var(--b);background:var(--i)}q{--c:var(--a);color:var(--c)}"
    assert sheets.spelled_out(text) == "p{color:#fff;background:url('data:x;y')}q{--c:#fff;color:var(--c)}"
