"""What the made-up school's people answered on the form that asks for an official site."""

from collections.abc import Mapping
from datetime import date, timedelta

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.domain.site_answers import Answers, Audience, Group, Value

HOSTS = ("Facebook", "Instagram", "YouTube")
DIARY_HOST = "Dyddlyfr class diaries"
DIARY_NOTE = "Children have no account of their own: they write on the class's, in lessons. Families read with a code."
_FAMILIES, _PUBLIC = Group(Audience.FAMILIES), Group(Audience.PUBLIC)


def _create(stage: Stage, author: cast.Part, manager: cast.Part, told: Mapping[str, Value]) -> Answers:
    """A request for a site of the school's own: what every one of them answers, and what this one does."""
    today = stage.clock.today()
    return {
        "author": stage.ids[author.name],
        "line_manager": stage.ids[manager.name],
        "contributors": (),
        "vetting": "Nobody from outside the school writes on it.",
        "hosting": "school",
        "ending": "ongoing",
        "review": (today + timedelta(days=350)).isoformat(),
        "two_step": "yes",
        "recovery_address": "yes",
        "images": "yes",
        "screening": "yes",
        "logo": "yes",
        **told,
    }


def _kept_by(stage: Stage, host: str) -> dict[str, Value]:
    """At a company whose terms were read that day."""
    from ewloe_desktop.services.site_hosts import list_hosts

    found = next(one for one in stage.read(list_hosts) if one.name == host)
    return {"hosting": "third_party", "host": found.id, "terms_checked": stage.clock.today().isoformat()}


def _run_by(stage: Stage, *people: tuple[cast.Part, ...]) -> dict[str, Value]:
    """The administrators, then the moderators."""
    named = [tuple(stage.ids[part.name] for part in group) for group in people]
    return {"administrators": named[0], "moderators": named[-1]}


def _in(stage: Stage, days: int) -> str:
    return (stage.clock.today() + timedelta(days=days)).isoformat()


def school_page(stage: Stage) -> Answers:
    """The page that has been there for years; the office asks, and the head teacher is its line manager."""
    told: dict[str, Value] = {
        "title": "Ysgol Bryn Derw on Facebook",
        "team": "The school office",
        "aims": "Families hear on the same evening when a concert moves or the school is shut by snow. Two of three "
        "families follow it already. We count each summer how many do.",
        "content": "Dates, lost property, thanks to helpers, snow. One or two notes a week; the office writes them.",
        "audience": (_FAMILIES, _PUBLIC),
        "address": "https://facebook.example/brynderw",
        "running_since": date(stage.clock.day(0).year - 3, 9, 4).isoformat(),
        "go_live": stage.clock.today().isoformat(),
        "review": (stage.clock.day(0) + timedelta(days=24)).isoformat(),
        "security": "Nobody but the administrators can write. Comments are held until a moderator has read them.",
        "recovery_address": "no",
    }
    runners = _run_by(stage, (cast.OFFICE, cast.MANAGER), (cast.OFFICE, cast.LEAVER))
    return _create(stage, cast.OFFICE, cast.HEAD, {**told, **_kept_by(stage, "Facebook"), **runners})


def garden_diary(stage: Stage) -> Answers:
    """A class diary that pupils write, at a company that lets them."""
    told: dict[str, Value] = {
        "title": "Year 4 garden diary",
        "team": "Year 4",
        "aims": "Children write each week about something they sowed and looked after themselves, for readers who want "
        "to know. We compare what they write in October and in June.",
        "content": "A page a week: what came up, what the weather did, drawings and pictures of plants. Never a child.",
        "audience": (Group(Audience.PUPILS, 8, 9), _FAMILIES),
        "contributors": (Group(Audience.PUPILS, 8, 9),),
        "vetting": "Families read with a code that the class teacher gives out and changes every term.",
        "consent": "A letter goes home with a page to look at and a slip to sign. Who brings no slip writes on paper.",
        "go_live": _in(stage, 1),
        "security": "Closed to everybody without the class's code. Nothing appears before a teacher has read it.",
    }
    runners = _run_by(stage, (cast.TEACHER, cast.LINE_MANAGER), (cast.TEACHER, cast.OFFICE))
    return _create(stage, cast.TEACHER, cast.LINE_MANAGER, {**told, **_kept_by(stage, DIARY_HOST), **runners})


def trips(stage: Stage) -> Answers:
    """A site with a weak reason and pictures nobody checks: the head teacher refuses it."""
    told: dict[str, Value] = {
        "title": "School trips on Instagram",
        "team": "School trips",
        "aims": "Other schools have one, and parents like to see where their children are.",
        "content": "Pictures taken on the day of a trip, by whoever is there.",
        "audience": (_FAMILIES, _PUBLIC),
        "go_live": _in(stage, 30),
        "security": "Followers are accepted one by one.",
        "images": "no",
        "logo": "no",
    }
    runners = _run_by(stage, (cast.ICT, cast.LINE_MANAGER))
    return _create(stage, cast.ICT, cast.LINE_MANAGER, {**told, **_kept_by(stage, "Instagram"), **runners})


def film_club(stage: Stage) -> Answers:
    """A channel for children who are too young for its host."""
    told: dict[str, Value] = {
        "title": "Year 6 film club",
        "team": "Year 6",
        "aims": "Children plan, film and cut short films and hear from other schools what they think of them.",
        "content": "Four films a year about the village, without anybody's face.",
        "audience": (Group(Audience.PUPILS, 10, 11), _FAMILIES),
        "contributors": (Group(Audience.PUPILS, 10, 11),),
        "consent": "Parents are invited to an evening where the films are shown, and sign there.",
        "go_live": _in(stage, 40),
        "security": "Unlisted films, comments switched off.",
    }
    runners = _run_by(stage, (cast.TEACHER, cast.LINE_MANAGER))
    return _create(stage, cast.TEACHER, cast.LINE_MANAGER, {**told, **_kept_by(stage, "YouTube"), **runners})


def eco_board(stage: Stage, *, wider: bool = False) -> Answers:
    """The eco council's page; `wider`: after the children asked that everybody may read it."""
    told: dict[str, Value] = {
        "title": "Eco council notice board",
        "team": "Eco council",
        "aims": "The eco council tells the school what it has measured and asks for help. It worked if the paper bins "
        "weigh less by Easter.",
        "content": "Figures, posters and one request a month, agreed on in the council's meeting.",
        "audience": (Group(Audience.PUPILS, 7, 11), _FAMILIES, *((_PUBLIC,) if wider else ())),
        "go_live": _in(stage, 21),
        "ending": "closes",
        "closes": _in(stage, 240),
        "security": "A page of the school's own website. Nobody can answer on it"
        + ("; readers without the families' code see no names of pupils, not even first names." if wider else "."),
    }
    runners = _run_by(stage, (cast.TEACHER, cast.OFFICE), (cast.TEACHER, cast.MANAGER))
    return _create(stage, cast.TEACHER, cast.LINE_MANAGER, {**told, **runners})


def reading_forum(stage: Stage) -> Answers:
    """Taking part in somebody else's site: the shorter form."""
    return {
        "title": "Readers' group of the summer challenge",
        "owner": "Sample council's library service",
        "team": "Year 5",
        "author": stage.ids[cast.TEACHER.name],
        "line_manager": stage.ids[cast.LINE_MANAGER.name],
        "aims": "The class recommends books to classes in other schools and reads what they say about ours.",
        "content": "A teacher posts what the class has written together, every second Friday.",
        "audience": (Group(Audience.STAFF), Group(Audience.ORGANISATIONS)),
        "address": "https://facebook.example/readers",
        "logo": "no",
        "go_live": _in(stage, 5),
        "ending": "closes",
        "closes": _in(stage, 230),
        **_kept_by(stage, "Facebook"),
    }


def heads_letter(stage: Stage) -> Answers:
    """What the head teacher asks for; the chair is the line manager and decides."""
    told: dict[str, Value] = {
        "title": "Letter from the head teacher",
        "team": "Head teacher",
        "aims": "A short letter on the last Friday of each month, so that families know what the school is working on.",
        "content": "Ten to fifteen lines, in Welsh and in English. No names of children.",
        "audience": (_FAMILIES, _PUBLIC),
        "go_live": _in(stage, 6),
        "security": "A page of the school's own website. Nobody can answer on it; the telephone number stands below.",
    }
    return _create(stage, cast.HEAD, cast.CHAIR, {**told, **_run_by(stage, (cast.HEAD, cast.OFFICE))})


def nature_table(stage: Stage) -> Answers:
    """From a form on paper; it waits for the head teacher."""
    told: dict[str, Value] = {
        "title": "Reception nature table",
        "team": "Reception",
        "aims": "Families see what stands on the nature table and can bring the next thing. Children tell more at home "
        "about what they found.",
        "content": "One picture a week of the table, with a sentence about it. No children.",
        "audience": (_FAMILIES,),
        "go_live": _in(stage, 25),
        "security": "Closed to everybody without the class's code. Families cannot answer.",
    }
    runners = _run_by(stage, (cast.PAPER, cast.TEACHER), (cast.PAPER, cast.OFFICE))
    return _create(stage, cast.PAPER, cast.LINE_MANAGER, {**told, **_kept_by(stage, DIARY_HOST), **runners})
