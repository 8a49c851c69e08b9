"""Names that readers get right without thinking, over the default gazetteer: which place, and how used."""

import pytest

US_POLITICS = (
    "The U.S. Senate voted on Tuesday. The American secretary of state will meet Russian officials in "
    "London and later in Berlin, a State Department spokesman said in Washington. Texas senators objected."
)


@pytest.mark.parametrize(
    ("text", "name", "country", "feature"),
    [
        (US_POLITICS, "London", "GB", "city"),
        ("Oklahoma has new school tests, and they are too costly.", "Oklahoma", "US", "admin1"),
        ("She lives in New York.", "New York", "US", "city"),
        (US_POLITICS, "Berlin", "DE", "city"),
        (US_POLITICS, "Washington", "US", "city"),
        ("The American embassy in Athens was attacked. U.S. officials condemned it.", "Athens", "GR", "city"),
        ("The sheriff found the car near Paris, Texas. Paris was shocked.", "Paris", "US", "city"),
        ("Ukrainian officials met European leaders in Paris; Kharkiv was hit.", "Paris", "FR", "city"),
        ("Russian forces advanced north of Kharkiv.", "Kharkiv", "UA", "city"),
        ("The strike killed two in Kharkiv region, near Kupiansk.", "Kharkiv", "UA", "admin1"),
        ("RSF fighters attacked El Fasher in North Darfur. Nyala was bombed.", "Nyala", "SD", "city"),
        ("Israeli strikes hit Khan Younis and Rafah in the Gaza Strip.", "Rafah", "PS", "city"),
        ("Boko Haram attacked Bama and Gwoza in Borno state, Nigeria.", "Bama", "NG", "city"),
        (
            "Atlanta police and Savannah officials said Georgia voters can register.",
            "Georgia",
            "US",
            "admin1",
        ),
        ("The Georgian president said in Tbilisi that Georgia would not yield.", "Georgia", "GE", "country"),
        ("A Chinese envoy flew to Wellington, and later to Sydney and Perth.", "Perth", "AU", "city"),
        ("Fighting went on in Hama and Idlib Governorates.", "Hama", "SY", "admin1"),
        ("russian troops shelled kharkiv, ukraine said in kyiv.", "kharkiv", "UA", None),
        ("Войска заняли Красноармейск и Мариуполь.", "Красноармейск", "UA", "city"),
        ("وقال المتحدث إن القوات دخلت مدينة حلب في سوريا", "حلب", "SY", "city"),
    ],
)
def test_place(analyse, text: str, name: str, country: str, feature: str | None) -> None:
    found = [t for t in analyse(text).toponyms if t.text == name]
    assert found, f"{name} not found"
    for toponym in found:
        assert text[toponym.start : toponym.end] == name
        assert toponym.place is not None, toponym
        assert toponym.place.country == country
        assert feature in (None, toponym.place.feature)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Paris Hilton arrived late.", "Paris"),
        ("“We will go on,” Jordan Petrov said. Jordan added that it was cold.", "Jordan"),
        ("The Washington Post reported it.", "Washington Post"),
        ("In March, they left. We heard of it on Friday.", "March"),
        ("He posted it on Reddit.", "Reddit"),
        ("They are a ga machine.", "ga"),
    ],
)
def test_no_place(analyse, text: str, word: str) -> None:
    assert all(word not in t.text for t in analyse(text).toponyms)


@pytest.mark.parametrize(
    ("text", "name", "use"),
    [
        ("Kyiv denied the report.", "Kyiv", "metonym"),
        ("Shelling hit Kyiv overnight.", "Kyiv", "literal"),
        ("Moscow’s use of drones grew.", "Moscow", "metonym"),
        ("Talks with Tehran failed.", "Tehran", "metonym"),
        ("The ‘ambitions’ of Kyiv are known.", "Kyiv", "metonym"),
        ("Ukrainian shelling went on.", "Ukrainian", "demonym"),
        ("The United States, meanwhile, has quietly acknowledged it.", "United States", "metonym"),
        ("Ukraine’s eastern border is closed.", "Ukraine", "literal"),
        ("Residents of Goma fled.", "Goma", "literal"),
    ],
)
def test_use(analyse, text: str, name: str, use: str) -> None:
    assert [t.use for t in analyse(text).toponyms if t.text == name] == [use]


def test_a_village_the_gazetteer_lacks_is_not_its_namesake(analyse) -> None:
    text = "Ukrainian troops held Pokrovsk and Myrnohrad in Donetsk. The village of Novotroyandove fell."
    found = [t for t in analyse(text).toponyms if t.text == "Novotroyandove"]
    assert [t.status for t in found] == ["not_found"]
    assert found[0].place is None


FRONT = (
    "In the Pokrovsk direction, Russian troops attacked near Promin and Novotroitske, officials said. "
    "In the Kupiansk sector they tried to advance towards Petropavlivka. A market in Sumy was hit."
)


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        (FRONT, "Promin", None),  # a village near Mykolaiv is listed, and one in the Donetsk oblast is not
        (FRONT, "Novotroitske", None),
        (FRONT, "Petropavlivka", "Kharkiv"),
        (FRONT + " So was one in Nikopol.", "Nikopol", "Dnipropetrovsk"),  # a village of Kharkiv has the name
        (FRONT, "Sumy", "Sumy"),  # a large town of the paragraph that lies elsewhere
        ("Fighting went on near Terny in the Lyman direction.", "Terny", "Donetsk"),
        ("Troops took Novosilka of the Donetsk People’s Republic. Ukraine denied it.", "Novosilka", None),
        ("Troops took Velyka Novosilka of Donetsk Oblast.", "Velyka Novosilka", "Donetsk"),
        ("They hold Bhamo and are near Myitkyina. Jets bombed Mansi township.", "Mansi", "Kachin"),
        ("They hold Bhamo and are near Myitkyina. Jets bombed Dale township.", "Dale", None),
        ("Three died in the Mozambican district of Palma, officials said.", "Palma", "Cabo Delgado"),
        ("Drones hit the Russian city of Sevastopol, officials said.", "Sevastopol", "Sevastopol"),
    ],
)
def test_a_town_lies_where_the_text_says_or_is_not_found(analyse, text: str, name: str, admin1: str) -> None:
    found = [t for t in analyse(text).toponyms if t.text == name]
    assert [t.place and t.place.admin1 for t in found] == [admin1]
    assert found[0].status == ("resolved" if admin1 else "not_found")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jets bombed Masyaf, SANA reported. An aide denied it to TASS.", ["Masyaf"]),
        ("Shelling hit GOMA and KYIV overnight.", ["GOMA", "KYIV"]),
        ("The army said shelling in IRPIN killed four people.", ["IRPIN"]),
        ("TASS, Russia: a fire broke out.", ["Russia"]),
        ("The UAE sent aid to the DRC.", ["UAE", "DRC"]),
        ("Rebels attacked BENI and left.", ["BENI"]),
        ("Ukraine’s Air Force hit Kursk.", ["Ukraine", "Kursk"]),
    ],
)
def test_initials_of_agencies_are_no_towns(analyse, text: str, names: list[str]) -> None:
    assert [t.text for t in analyse(text).toponyms] == names


def test_with_the_article_it_is_the_sea(analyse) -> None:
    places = [t.place for t in analyse("A destroyer was hit in the Red Sea, said Egypt.").toponyms]
    assert [place and place.feature for place in places] == ["water", "country"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Attackers bombed a mosque in Mosul, north of Baghdad, police said.", "Mosul", "IQ"),
        ("Gunmen raided Maiduguri, northeast of Abuja.", "Maiduguri", "NG"),
        ("A missile hit Kharkiv, east of Kyiv, the mayor said.", "Kharkiv", "UA"),
        ("A drone hit Rivne, southwest of Orikhiv.", "Rivne", None),  # beside a small town it is near
    ],
)
def test_a_city_tells_the_direction_across_a_country(
    analyse, text: str, name: str, country: str | None
) -> None:
    places = [t.place for t in analyse(text).toponyms if t.text == name]
    assert [place and place.country for place in places] == [country]
