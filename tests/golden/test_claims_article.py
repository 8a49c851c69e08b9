"""A whole invented article as an analyst would write its claims down; nothing in it happened."""

from datetime import date

ARTICLE = """INVENTED. The minister’s visit

In the capital Kyiv, officials spoke of peace on Monday.

Olena Hrad, according to aides with access to the talks, has said that the war is ‘near its end.’ ‘The road is long,’ one aide confided, speaking on condition of anonymity.
The recent capture of Kupiansk in Kharkiv and Sloviansk in Donetsk, as announced by General Staff chief Petro Sava to the council, is described as a step toward peace.

In the northern part of Bakhmut, where Ukrainian troops have regained control, residents describe streets scarred by mortar fire. ‘We are not fighting for glory,’ said a local commander.

In Izium, where rebel forces are preparing to seize the bridge, a nurse recounted how neighbours have fled to the woods, fearing both shelling and the cold. ‘We want to live,’ she said.
"""  # noqa: E501


def test_the_claims_of_a_whole_article(analyse) -> None:
    claims = analyse(ARTICLE, published=date(2025, 12, 2)).claims
    written_down = [
        (
            claim.event.type,
            claim.realis,
            [(place.role, place.text) for place in claim.places],
            claim.attribution.kind,
            claim.attribution.name,
        )
        for claim in claims
        if claim.drawn_places
    ]
    general = ("named_official", "Petro Sava")
    assert written_down == [
        ("territory_gain", "occurred", [("location", "Kupiansk"), ("parent", "Kharkiv")], *general),
        ("territory_gain", "occurred", [("location", "Sloviansk"), ("parent", "Donetsk")], *general),
        ("territory_gain", "occurred", [("location", "Bakhmut")], "publisher", None),
        ("shelling_missile", "occurred", [("location", "Bakhmut")], "resident_witness", None),
        ("territory_gain", "planned", [("location", "Izium")], "publisher", None),
        ("displacement", "occurred", [("origin", "Izium")], "resident_witness", None),
        ("shelling_missile", "possible", [("location", "Izium")], "resident_witness", None),
    ]
    assert claims[2].event.extent == "part"
    assert claims[0].time.text == "recent"
    assert claims[0].time.start is None
    assert claims[0].attribution.chain == ()
