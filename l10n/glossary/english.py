"""English word forms led back to the base forms that a dictionary lists."""

from __future__ import annotations

_IRREGULAR = """\
be: am is are was were been being; have: has had having; do: does did done; go: went gone
say: said; make: made; take: took taken; come: came; see: saw seen; know: knew known
get: got gotten; give: gave given; find: found; think: thought; tell: told; become: became
show: shown; leave: left; feel: felt; put: put; bring: brought; begin: began begun; keep: kept
hold: held; write: wrote written; stand: stood; hear: heard; let: let; mean: meant; set: set
meet: met; run: ran; pay: paid; sit: sat; speak: spoke spoken; lie: lay lain lying; lead: led
read: read; grow: grew grown; lose: lost; fall: fell fallen; send: sent; build: built
understand: understood; draw: drew drawn; break: broke broken; spend: spent; cut: cut
rise: rose risen; drive: drove driven; buy: bought; wear: wore worn; choose: chose chosen
seek: sought; throw: threw thrown; catch: caught; deal: dealt; win: won; forget: forgot forgotten
lay: laid; sell: sold; fight: fought; bear: bore borne born; teach: taught; eat: ate eaten
sing: sang sung; strike: struck stricken; hang: hung; shake: shook shaken; ride: rode ridden
feed: fed; shoot: shot; drink: drank drunk; hit: hit; arise: arose arisen; fly: flew flown
spread: spread; sleep: slept; cost: cost; beat: beaten; light: lit; bind: bound; cast: cast
hide: hid hidden; swing: swung; steal: stole stolen; bite: bit bitten; blow: blew blown
freeze: froze frozen; swim: swam swum; tear: tore torn; wake: woke woken; sweep: swept
shut: shut; split: split; swear: swore sworn; dig: dug; sink: sank sunk; shine: shone; lend: lent
ring: rang rung; stick: stuck; spin: spun; bend: bent; shrink: shrank shrunk; weave: wove woven
spring: sprang sprung; forgive: forgave forgiven; burst: burst; withdraw: withdrew withdrawn
undergo: underwent undergone; overcome: overcame; creep: crept; dream: dreamt; learn: learnt
burn: burnt; spell: spelt; spoil: spoilt; lean: leant; leap: leapt; kneel: knelt; flee: fled
breed: bred; cling: clung; grind: ground; sting: stung; stride: strode; wind: wound; weep: wept
dwell: dwelt; undertake: undertook undertaken; mistake: mistook mistaken
foresee: foresaw foreseen; rebuild: rebuilt; man: men; woman: women; child: children; foot: feet
tooth: teeth; goose: geese; mouse: mice; louse: lice; ox: oxen; person: people; life: lives
wife: wives; knife: knives; leaf: leaves; half: halves; wolf: wolves; shelf: shelves
loaf: loaves; thief: thieves; calf: calves; self: selves; scarf: scarves; hoof: hooves
analysis: analyses; crisis: crises; thesis: theses; basis: bases; axis: axes
hypothesis: hypotheses; criterion: criteria; phenomenon: phenomena; medium: media
bacterium: bacteria; datum: data; index: indices; matrix: matrices; appendix: appendices
vertex: vertices; fungus: fungi; nucleus: nuclei; stimulus: stimuli; cactus: cacti; larva: larvae
alga: algae; formula: formulae; antenna: antennae; good: better best; bad: worse worst
far: farther farthest further furthest; little: less least; many: more most; well: better best"""

IRREGULAR: dict[str, list[str]] = {}
"""Irregular forms and the base forms that each may belong to."""

for _entry in _IRREGULAR.replace("\n", ";").split(";"):
    _base, _, _forms = _entry.partition(":")
    for _form in _forms.split():
        IRREGULAR.setdefault(_form, []).append(_base.strip())

_VOWELS = frozenset("aeiouy")


def _without(word: str, ending: str) -> list[str]:
    """Return what a word may have been before ``-ed``, ``-ing``, ``-er`` or ``-est``."""
    stem = word[: -len(ending)]
    if len(stem) < 2 or not _VOWELS & set(stem):
        return []
    found = [stem, stem + "e"]
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        found.insert(0 if stem[-1] not in "lsfz" else 1, stem[:-1])
    if stem[-1] == "i":
        found.insert(0, stem[:-1] + "y")
    return found


def base_forms(word: str) -> list[str]:
    """Return the base forms that a word may have, the word itself first, by rules of spelling.

    Rules do not know which words there are ("news" gives "new" too): look each up and take the
    first one that is known.

    >>> base_forms("studies")[:2], base_forms("running")[1], base_forms("went")[1]
    (['studies', 'study'], 'run', 'go')
    """
    word = word.replace("’", "'")
    for ending in ("'s", "s'"):
        if word.endswith(ending):
            word = word.removesuffix("'s").removesuffix("'")
            break
    lower = word.lower()
    found = [word, lower, *IRREGULAR.get(lower, ())]
    for text in (lower, word):
        if text.endswith("ies") and len(text) > 4:
            found.append(text[:-3] + "y")
        elif text.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            found.append(text[:-2])
        if text.endswith("s") and not text.endswith(("ss", "us", "is")) and len(text) > 3:
            found.append(text[:-1])
    for ending in ("ing", "ed", "er", "est"):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            found += _without(lower, ending)
    return list(dict.fromkeys(found))
