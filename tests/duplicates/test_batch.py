"""What deduplicate promises, whatever the texts are."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from duplicates.helpers import article, articles, sentence
from hypothesis import given
from hypothesis import strategies as st

from newsnorm.duplicates import cluster_to_dict, deduplicate, relation_to_dict
from newsnorm.duplicates._tokens import words
from newsnorm.errors import InputTypeError, OptionError
from newsnorm.model import Article, Deduplication, PartialDate, Relation


def partition(result: Deduplication, names: list[int]) -> set[frozenset[int]]:
    found: dict[int, set[int]] = {}
    for name, label in zip(names, result.labels, strict=True):
        found.setdefault(label, set()).add(name)
    return {frozenset(group) for group in found.values()}


def kinds(result: Deduplication) -> set[tuple[int, int, str]]:
    return {(item.a, item.b, item.kind) for item in result.relations}


@given(articles())
def test_clusters_are_a_partition(texts: list[str]) -> None:
    result = deduplicate(texts)
    assert len(result.labels) == len(texts)
    seen = [member for cluster in result.clusters for member in cluster.members]
    assert len(seen) == len(set(seen))
    for cluster in result.clusters:
        assert len(cluster.members) > 1
        assert cluster.representative in cluster.members
        assert {result.labels[member] for member in cluster.members} == {min(cluster.members)}
    alone = set(range(len(texts))) - set(seen)
    assert all(result.labels[text] == text for text in alone)


@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(texts: list[str], random: object) -> None:
    order = list(range(len(texts)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = deduplicate(texts), deduplicate([texts[place] for place in order])
    assert partition(one, list(range(len(texts)))) == partition(other, order)

    def pairs(result: Deduplication, names: list[int]) -> set[tuple[object, ...]]:
        return {
            (frozenset((names[item.a], names[item.b])), item.kind, round(item.jaccard, 9))
            for item in result.relations
            if item.kind != "exact"
        }

    assert pairs(one, list(range(len(texts)))) == pairs(other, order)


@given(articles(), st.integers(0, 12))
def test_an_unrelated_article_changes_nothing(texts: list[str], place: int) -> None:
    place = min(place, len(texts))
    more = [*texts[:place], article(900), *texts[place:]]
    names = [*range(place), -1, *range(place, len(texts))]
    before = partition(deduplicate(texts), list(range(len(texts))))
    assert partition(deduplicate(more), names) == before | {frozenset((-1,))}


@given(articles())
def test_each_passage_is_in_both_texts(texts: list[str]) -> None:
    for item in deduplicate(texts).relations:
        for passage in item.passages:
            one = texts[item.a][passage.a_start : passage.a_end]
            other = texts[item.b][passage.b_start : passage.b_end]
            left, right = (words([part]).hashes.tolist() for part in (one, other))
            assert abs(len(left) - len(right)) == passage.words_apart
            shorter, longer = sorted((left, right), key=len)
            rest = iter(longer)
            assert all(value in rest for value in shorter)


@given(articles())
def test_merging_relations_alone_give_the_same_clusters(texts: list[str]) -> None:
    near = deduplicate(texts, relations="near")
    assert near.labels == deduplicate(texts).labels
    assert all(item.merges for item in near.relations)


@given(st.integers(4, 40), st.integers(2, 120), st.randoms(use_true_random=False))
def test_clusters_are_the_same_where_paragraphs_are_common(
    pool: int, count: int, chance: Random
) -> None:
    paragraphs = [sentence(number, chance.choice([4, 6, 12])) for number in range(pool)]
    texts = [
        "\n".join(
            chance.choices(paragraphs, k=chance.randint(1, 5))
            + [sentence(1000 + text)] * chance.randint(0, 2)
        )
        for text in range(count)
    ]
    assert deduplicate(texts, relations="near").labels == deduplicate(texts).labels


@given(st.lists(st.text(st.characters(), max_size=80), max_size=8))
def test_any_text_has_an_answer(texts: list[str]) -> None:
    result = deduplicate(texts)
    assert len(result.labels) == len(texts)
    again = deduplicate(texts + texts)
    for text, label in enumerate(result.labels):
        if texts[text].split():
            assert again.labels[text + len(texts)] == again.labels[text] == label


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "  ").replace(".", " …"),
        lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
        lambda text: text.encode().decode("cp1252", "replace"),
        lambda text: text.encode().decode("mac_roman"),
        lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
        lambda text: f"„{text}“",
    ],
)
def test_writing_does_not_matter(change: object) -> None:
    text = "Über größere Flächen äußerte sich möglicherweise niemand öffentlich, hieß es."
    result = deduplicate([text, change(text)])  # type: ignore[operator]
    assert kinds(result) == {(0, 1, "exact")}


def test_offsets_are_those_of_the_text_given() -> None:
    shared = "Schäden in Höhe von drei Millionen Euro meldete die Behörde am späten Abend in Köln"
    garbled = shared.encode().decode("cp1252")
    texts = [article(1) + "\n" + shared + ".\n" + article(2), article(3) + " " + garbled + "!"]
    (item,) = deduplicate(texts).relations
    (passage,) = item.passages
    assert texts[0][passage.a_start : passage.a_end] == shared
    assert texts[1][passage.b_start : passage.b_end] == garbled


def test_a_stub_is_truncated() -> None:
    whole = article(1, 20)
    stub = whole[:330] + "…\nSubscribe to go on reading."
    result = deduplicate([stub, whole, article(2)])
    assert kinds(result) == {(1, 0, "truncated")}
    assert result.labels == (0, 0, 2)


def test_a_text_within_another_one_is_contained() -> None:
    host = article(1, 8) + "\n" + article(2, 8) + "\n" + article(3, 8)
    result = deduplicate([article(2, 8), host])
    assert kinds(result) == {(1, 0, "contains")}
    assert result.clusters == ()


def test_a_round_up_chains_no_strangers() -> None:
    one, other = article(1, 14), article(2, 14)
    result = deduplicate([one, other, one + "\n" + other, other + "\n" + one])
    assert result.labels[0] != result.labels[1]


def test_templates_are_different_news() -> None:
    form = (
        "Official rates set on day {} were {} for the dollar and {} for the euro. Compared with "
        "the day before the dollar moved by {} points and the euro by {} points. Banks in the city "
        "bought at {} and sold at {}. Experts advise against hasty decisions and for keeping "
        "savings in several currencies."
    )
    texts = [
        form.format(*(str((day + 3) * 1000 + 17 * place * (day + 1)) for place in range(7)))
        for day in range(20)
    ]
    result = deduplicate([*texts, texts[4].replace("Experts", "EXPERTS")])
    assert [len(cluster.members) for cluster in result.clusters] == [2]
    assert {item.kind for item in result.relations} == {"template", "exact"}


def test_a_long_line_of_copies_stays_one_cluster() -> None:
    base = [sentence(place) for place in range(12)]
    texts = ["\n".join([*base[:6], sentence(500 + copy), *base[6:]]) for copy in range(60)]
    result = deduplicate(texts)
    assert set(result.labels) == {0}


def test_short_texts_have_an_answer() -> None:
    result = deduplicate(["Storm hits coast", "STORM HITS COAST!", "Storm misses coast", "", ""])
    assert result.labels == (0, 0, 2, 3, 4)


def test_characters_without_spaces() -> None:
    text = "市政府星期一宣布将在河上修建一座新桥预计两年后完工届时交通状况将明显改善居民表示欢迎"
    edited = text.replace("星期一", "周一") + "记者报道"
    assert kinds(deduplicate([text, edited])) == {(0, 1, "near")}


def test_the_earliest_is_claimed_only_where_it_is_certain() -> None:
    def dated(date: PartialDate | None) -> Article:
        return Article(article_body=article(1), date_published=date)

    year, month = PartialDate(year=2025), PartialDate(year=2025, month=2)
    before = PartialDate(year=2024, month=12, day=2)
    first = deduplicate([dated(month), dated(before), dated(year)])
    (cluster,) = first.clusters
    assert (cluster.first_seen, cluster.representative, cluster.reason) == (1, 1, "earliest")
    assert [item.earlier for item in first.relations] == [1, None]
    (cluster,) = deduplicate([dated(month), dated(year)]).clusters
    assert cluster.first_seen is None
    (cluster,) = deduplicate([dated(month), dated(None)]).clusters
    assert (cluster.first_seen, cluster.representative) == (None, 0)


def test_the_representative_is_the_callers_choice() -> None:
    texts = [article(1), article(1) + " More.", article(1).upper()]
    (longest,) = deduplicate(texts, representative="longest").clusters
    assert (longest.representative, longest.reason) == (1, "longest")
    (chosen,) = deduplicate(texts, representative=max).clusters
    assert (chosen.representative, chosen.reason) == (2, "caller")
    with pytest.raises(OptionError):
        deduplicate(texts, representative=lambda _members: 7)


def test_articles_are_compared_by_their_bodies_and_credits_are_kept() -> None:
    items = [
        Article(headline="One", article_body=article(1), source_organization=("dpa",)),
        Article(headline="Two", article_body=article(1), source_organization=("AFP",)),
    ]
    result = deduplicate(items)
    assert result.clusters[0].credited == ("AFP", "dpa")
    assert cluster_to_dict(result.clusters[0])["credited"] == ["AFP", "dpa"]
    assert relation_to_dict(result.relations[0])["passages"][0]["a_start"] == 0


def test_the_same_story_is_related_and_not_merged() -> None:
    one = "Harbour tunnel of Velmora floods\nThe Velmora harbour tunnel was flooded on Tuesday. "
    other = "Flooded: Velmora's harbour tunnel\nWater filled the harbour tunnel in Velmora. "
    result = deduplicate([one + article(1, 2), other + article(2, 2), article(3)])
    assert kinds(result) == {(0, 1, "story")}
    assert result.clusters == ()


@pytest.mark.parametrize("items", ["a text", b"bytes", [1], [None]])
def test_other_types_are_refused(items: object) -> None:
    with pytest.raises(InputTypeError):
        deduplicate(items)  # type: ignore[arg-type]


def test_unknown_options_are_refused() -> None:
    with pytest.raises(OptionError):
        deduplicate([], relations="some")  # type: ignore[arg-type]
    with pytest.raises(OptionError):
        deduplicate([], representative="best")  # type: ignore[arg-type]


def test_plain_values_of_a_relation() -> None:
    item = Relation(a=1, b=0, kind="truncated", jaccard=0.25, containment=1.0, earlier=0)
    assert relation_to_dict(item)["earlier"] == 0
