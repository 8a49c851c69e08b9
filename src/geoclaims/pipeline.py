"""The stages in their order: documents in, analyses out, and one bad document never ends the run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from geoclaims.claims.actors import ActorTable, default_actors
from geoclaims.claims.attribution import attributed_contents
from geoclaims.claims.extract import extract_claims
from geoclaims.errors import GeoclaimsError
from geoclaims.language import Annotation, NameTagger, annotate
from geoclaims.model import Analysis, AttributedContent, Document, Failure, Toponym
from geoclaims.places.protocols import Mention, Recognizer, Resolver
from geoclaims.places.relations import relate

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The parts a run is made of; any of them can be a user's own."""

    tag_names: NameTagger
    recognizer: Recognizer
    resolver: Resolver
    actors: ActorTable = field(default_factory=default_actors)
    debug: bool = False
    """Let an unexpected error end the run with its traceback."""

    def analyse(self, document: Document) -> Analysis:
        """All that is read in one document."""
        annotation = annotate(document.text, self.tag_names)
        toponyms = self._toponyms(document, annotation)
        return Analysis(
            document=document,
            toponyms=toponyms,
            claims=extract_claims(document, annotation, toponyms, self.actors),
            attributions=attributed_contents(document, annotation, toponyms, self.actors),
            language=annotation.language,
        )

    def find_places(self, document: Document) -> tuple[Toponym, ...]:
        """The toponyms of one document alone."""
        return self._toponyms(document, annotate(document.text, self.tag_names))

    def find_attributions(self, document: Document) -> tuple[AttributedContent, ...]:
        """The attributions of one document, with or without an event."""
        annotation = annotate(document.text, self.tag_names)
        return attributed_contents(document, annotation, self._toponyms(document, annotation), self.actors)

    def run(self, documents: Iterable[Document | Failure]) -> Iterator[Analysis | Failure]:
        """The analysis of each document in order; what failed comes through as a Failure."""
        return each_document(documents, self.analyse, debug=self.debug)

    def _toponyms(self, document: Document, annotation: Annotation) -> tuple[Toponym, ...]:
        if document.spans is None:
            mentions = tuple(self.recognizer.recognize(annotation))
        else:
            mentions = _given_mentions(document)
        return relate(annotation, tuple(self.resolver.resolve(document, annotation, mentions)))


def each_document(
    documents: Iterable[Document | Failure], analyse: Callable[[Document], T], *, debug: bool = False
) -> Iterator[T | Failure]:
    """``analyse`` over the documents; an error of one is its Failure, and the run goes on."""
    for document in documents:
        if isinstance(document, Failure):
            yield document
            continue
        try:
            yield analyse(document)
        except GeoclaimsError as error:
            yield Failure(document.id, str(error))
        except Exception as error:
            if debug:
                raise
            yield Failure(document.id, f"unexpected {type(error).__name__}: {error}; --debug shows where")


def _given_mentions(document: Document) -> tuple[Mention, ...]:
    """Exactly the spans given, in the order of the text; one name may stand inside another."""
    spans = sorted(set(document.spans or ()))
    return tuple(Mention(start, end, document.text[start:end], "literal") for start, end in spans)
