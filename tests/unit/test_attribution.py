"""Who says it: quotes, cues, chains, anonymity, whom a pronoun stands for, and the publisher."""

import pytest
from claims_support import attributions_of, claims_of, only_claim


@pytest.mark.parametrize(
    ("text", "kind", "source", "cue"),
    [
        ("The army said troops captured [Arvol].", "institution", "The army", "said"),
        (
            "According to the Defence Ministry, [Arvol] was shelled.",
            "institution",
            "the Defence Ministry",
            "According to",
        ),
        ("[Arvol] was shelled, according to the mayor.", "named_official", "the mayor", "according to"),
        (
            "The fall of [Arvol], as announced by Col. Petrov, was quick.",
            "named_official",
            "Col. Petrov",
            "as announced by",
        ),
        ("“We have taken [Arvol],” said Major Diallo.", "named_official", "Major Diallo", "said"),
        ("The airfield at [Arvol], he said, had been shelled.", "other_unnamed", "he", "said"),
        ("Officials said [Arvol] had been shelled.", "anonymous_official", "Officials", "said"),
        ("“They shelled [Arvol],” a soldier said.", "combatant", "a soldier", "said"),
        ("Villagers recounted how [Arvol] was shelled.", "resident_witness", "Villagers", "recounted"),
        ("A leaked memo says [Arvol] was shelled.", "document", "A leaked memo", "says"),
        ("Analysts say [Arvol] was shelled.", "expert", "Analysts", "say"),
        ("The rebels said [Arvol] was shelled.", "armed_group", "The rebels", "said"),
        ("Human Rights Watch said [Arvol] was shelled.", "monitor", "Human Rights Watch", "said"),
        (
            "A statement from the presidency said [Arvol] was shelled.",
            "institution",
            "A statement from the presidency",
            "said",
        ),
        ("Satellite images show damage after shelling in [Arvol].", "document", "Satellite images", "show"),
        ("[Arvol] was reported captured.", "unspecified", None, "reported"),
        ("Troops reportedly captured [Arvol].", "unspecified", None, "reportedly"),
    ],
)
def test_the_source_its_kind_and_its_cue(text: str, kind: str, source: str | None, cue: str) -> None:
    attribution = only_claim(text).attribution
    assert attribution.kind == kind
    assert (attribution.source.text if attribution.source else None) == source
    assert attribution.cue is not None
    assert attribution.cue.text == cue


@pytest.mark.parametrize(
    "text",
    [
        "Troops captured [Arvol] on Monday.",
        "The minister condemned the shelling of [Arvol].",
        "No group has claimed responsibility for the blast in [Arvol].",
        "The army plans to retake [Arvol].",
    ],
)
def test_nobody_vouches_but_the_publisher(text: str) -> None:
    attribution = only_claim(text).attribution
    assert (attribution.kind, attribution.source, attribution.cue) == ("publisher", None, None)


@pytest.mark.parametrize(
    ("text", "source", "chain"),
    [
        ("State TV, citing the army, reported that troops captured [Arvol].", "the army", ["State TV"]),
        ("A medic said the mayor told her that [Arvol] was shelled.", "the mayor", ["A medic"]),
        (
            "The Herald quoted a local official as saying that drones hit [Arvol].",
            "a local official",
            ["The Herald"],
        ),
        ("Gen. Ivan Petrov reported to the president that troops took [Arvol].", "Gen. Ivan Petrov", []),
    ],
)
def test_the_chain_runs_inward_and_an_audience_is_no_link(text: str, source: str, chain: list[str]) -> None:
    attribution = only_claim(text).attribution
    assert attribution.source is not None
    assert attribution.source.text == source
    assert [link.text for link in attribution.chain] == chain


def test_name_and_role() -> None:
    attribution = only_claim(
        "The capture of [Arvol], as reported by Chief of Staff Ivan Petrov to the president, was hailed."
    ).attribution
    assert (attribution.name, attribution.role) == ("Ivan Petrov", "Chief of Staff")
    apposition = only_claim("[Arvol] was shelled, according to the regional governor, Ann Lee.").attribution
    assert (apposition.kind, apposition.name) == ("named_official", "Ann Lee")


def test_a_pronoun_stays_the_source_and_gets_the_name() -> None:
    attribution = only_claim(
        "Gen. Okoye inspected the front. He said [Arvol] had fallen to the rebels."
    ).attribution
    assert attribution.source is not None
    assert (attribution.source.text, attribution.name, attribution.kind) == ("He", "Okoye", "named_official")


def test_a_voice_goes_on_with_a_pronoun_and_ends_with_another_source() -> None:
    _, going_on = claims_of("Aziz said troops captured [Arvol]. They then shelled [Besk].")
    assert going_on.attribution.source is not None
    assert going_on.attribution.source.text == "Aziz"
    assert going_on.attribution.inferred is not None
    _, ended = claims_of("Aziz said troops captured [Arvol]. A memo lists the bridge at [Besk] as destroyed.")
    assert ended.attribution.kind == "document"
    _, unsourced = claims_of("Aziz said troops captured [Arvol]. Shelling killed two in [Besk].")
    assert unsourced.attribution.kind == "publisher"


def test_competing_claims_have_their_own_sources() -> None:
    claims = claims_of("Kyiv said it had taken [Arvol], while Moscow insisted its troops control [Arvol].")
    assert [c.attribution.source.text for c in claims if c.attribution.source] == ["Kyiv", "Moscow"]
    assert [c.attribution.chain for c in claims] == [(), ()]


@pytest.mark.parametrize(
    "text",
    [
        "An officer said [Arvol] was shelled. He spoke on condition of anonymity.",
        "An officer, who asked not to be named, said [Arvol] was shelled.",
        "“[Arvol] was shelled,” an officer said, speaking on condition of anonymity.",
    ],
)
def test_an_anonymity_clause_near_or_far(text: str) -> None:
    assert only_claim(text).attribution.kind == "anonymous_official"


def test_sides_come_from_the_actor_table() -> None:
    assert only_claim("Kyiv: Russian missiles hit [Arvol]").attribution.side == "opponent"
    assert only_claim("Moscow said Russian troops took [Arvol].").attribution.side == "party"
    assert only_claim("Amnesty said Russian troops took [Arvol].").attribution.side == "third"
    assert only_claim("The mayor said [Arvol] was shelled.").attribution.side == "unknown"


def test_a_quote_over_paragraphs_has_one_speaker() -> None:
    (found,) = attributions_of("“We left under fire.\n\n“They burned the school,” Omar said.")
    assert found.content.text.startswith("“We left")
    assert found.content.text.endswith("school,”")
    assert found.source is not None
    assert found.source.text == "Omar"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ann Lee said that the road was open.", "that the road was open"),
        ("The road, Ann Lee said, was open.", "The road"),
        ("The road was open, said Ann Lee.", "The road was open"),
        ("“The road is open,” Ann Lee told reporters.", "“The road is open,”"),
        ("Ann Lee said at a rally on Friday that the road was open.", "that the road was open"),
        ("Ann Lee claimed, without evidence, that the road was open.", "that the road was open"),
        ("The army denied losing the town and said it was calm.", "losing the town"),
    ],
)
def test_where_the_content_begins_and_ends(text: str, content: str) -> None:
    found = attributions_of(text)[0]
    assert found.content.text == content


def test_no_attribution_in_the_publishers_own_words() -> None:
    assert attributions_of("The road to the coast was open on Monday.") == ()


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Ann Lee, 59, of Bor, Sudan, said the road was open.", "Ann Lee, 59, of Bor, Sudan", "said"),
        (
            "Ann Lee, of Springfield, Va., said she had seen the road.",
            "Ann Lee, of Springfield, Va.",
            "said",
        ),
        ("Gen. Sava -- commander in the east -- said the road was open.", "Gen. Sava", "said"),
        ("For some, the losses would outweigh the gains, said Okoye.", "Okoye", "said"),
        (
            "Two roads are cut, isolating six towns, said Ann Lee, governor of the region.",
            "Ann Lee, governor",
            "said",
        ),
        ("Claiming that the road was open, the colonel left.", "the colonel", "Claiming"),
        ("After announcing that it had taken the hill, the group left.", "the group", "announcing"),
        ("As one officer put it, the road was open.", "one officer", "put it"),
        ("The road was open, as the mayor said.", "the mayor", "said"),
        ("The depot, which officials said had been hit, burned.", "officials", "said"),
        ("The road is open, a tally by the ministry shows.", "a tally by the ministry", "shows"),
        ("Leaked documents from the trial show they knew.", "Leaked documents from the trial", "show"),
        ("A report by the panel, seen by AFP, says the road was open.", "A report by the panel", "says"),
        ("The army this month announced that it had left.", "The army", "announced"),
        ("Some deputies, however, say the road is open.", "Some deputies", "say"),
        ("The army issued a statement saying that it had left.", "The army", "saying"),
        ("She called a news conference announcing that she would leave.", "She", "announcing"),
        ("The commander directed his men to fire.", "The commander", "directed"),
        ("Ann Lee complained they were not told.", "Ann Lee", "complained"),
    ],
)
def test_whose_cue_it_is(text: str, source: str, cue: str) -> None:
    found = next(found for found in attributions_of(text) if found.cue is not None and found.cue.text == cue)
    assert found.source is not None
    assert found.source.text.startswith(source) or source in found.source.text
    assert text[found.source.start : found.source.end] == found.source.text
    assert found.content.start >= found.source.end or found.content.end <= found.source.start


@pytest.mark.parametrize(
    "text",
    [
        "The army committed a massacre.",
        "The general commands a brigade.",
        "The army maintains a base on the hill.",
        "The war recorded its first winter.",
    ],
)
def test_deeds_are_no_words(text: str) -> None:
    assert attributions_of(text) == ()


def test_an_anonymity_clause_is_no_attribution_of_its_own() -> None:
    (found,) = attributions_of("An officer who asked not to be named said the road was open.")
    assert found.cue is not None
    assert found.cue.text == "said"


def test_a_fronted_attribution_ends_at_its_comma() -> None:
    found = attributions_of("Saying that the road was open, the colonel left the town.")[0]
    assert found.content.text == "that the road was open"


def test_those_who_keep_count() -> None:
    attribution = only_claim(
        "In its daily report, the mission recorded 112 explosions in [Arvol]."
    ).attribution
    assert attribution.kind == "monitor"
    assert attribution.cue is not None
    assert attribution.cue.text == "recorded"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Reports emerged on Monday that [Arvol] had been shelled.", "Reports emerged"),
        ("There were unconfirmed reports of shelling in [Arvol].", "unconfirmed reports of"),
    ],
)
def test_a_rumour_has_no_source(text: str, cue: str) -> None:
    attribution = only_claim(text).attribution
    assert attribution.kind == "unspecified"
    assert attribution.source is None
    assert attribution.cue is not None
    assert attribution.cue.text == cue


def test_one_of_many_has_their_kind() -> None:
    attribution = only_claim("One of the survivors said rebels had shelled [Arvol].").attribution
    assert (attribution.kind, attribution.identity) == ("resident_witness", "anonymous")


def test_a_name_that_claims_an_attack_is_a_group() -> None:
    attribution = only_claim("Ansar Thabat claimed responsibility for the bombing in [Arvol].").attribution
    assert attribution.kind == "armed_group"


def test_an_outlet_that_quotes_the_source_is_a_link_of_the_chain() -> None:
    text = "The governor, quoted by state media, said rebels had shelled [Arvol]."
    attribution = only_claim(text).attribution
    assert attribution.source is not None
    assert attribution.source.text == "The governor"
    assert [link.text for link in attribution.chain] == ["state media"]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The mission says it has received credible reports that men fled.", ["says"]),
        ("Three people briefed on the raid said the leader was dead.", ["said"]),
        ("Neither the army nor the rebels commented on the attack.", []),
    ],
)
def test_words_that_only_look_like_a_cue(text: str, cues: list[str]) -> None:
    found = [found.cue.text for found in attributions_of(text) if found.cue is not None]
    assert [cue for cue in found if cue != "credible reports that"] == cues
