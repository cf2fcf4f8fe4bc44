"""What can be said of a ruleset without any deal: that each rule can hold and can fail, that
every outcome can come about, that no deal falls between them, and that no two rules contradict.

Everything is shown over classes of answers: one answer stands for all that the rules treat alike.
A search that ends without a find has tried every combination; one that gave up is counted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine.evaluation.conditions import standing_truth
from engine.evaluation.evaluate import evaluate
from engine.evaluation.program import program_of
from engine.facts import Answer, Facts
from engine.model import Rule, Ruleset, Verb
from engine.outcome import BY_WEIGHT, Outcome
from engine.proof.domains import Domains
from engine.proof.fold_proof import undecided_states
from engine.proof.formula import DayFormulas, Formula, conjunction, negation
from engine.proof.gaps import Gaps, find_gaps
from engine.proof.implied import Implications, find_implications
from engine.proof.rule_test_lines import given
from engine.proof.whole_deals import WholeDeals
from engine.proof.witness import Search, Witnesses
from engine.truth import NO, YES

TRIES_FOR_A_PAIR: Final = 400
ROUTES_TRIED: Final = 3
KINDRED_TRIED: Final = 3

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found. `code` is that of docs/proof.md; `witness` a test to paste, or empty."""

    code: str
    rule: str
    says: str
    witness: str = ""
    place: str = ""


@dataclass(slots=True)
class Proof:
    """What was shown, counted, and what was found on the way."""

    ruleset: Ruleset
    as_of: date
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    not_covered: list[str] = field(default_factory=list)
    deals: dict[str, str] = field(default_factory=dict)  # outcome to a deal that has it

    def count(self, what: str, by: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + by

    def find(self, code: str, rule: Rule, says: str, witness: str = "") -> None:
        self.findings.append(Finding(code, rule.id, says, witness, str(rule.place)))

    @property
    def faults(self) -> list[Finding]:
        """The findings that no ruleset may have: contradictions, gaps, unreachable outcomes."""
        return [finding for finding in self.findings if finding.code in FAULTS]


FAULTS: Final = frozenset({"R030", "R031", "R032", "R040", "R041"})


def days_in_force(rule: Rule, as_of: date) -> date | None:
    """The day to look at a rule: the one asked for if it is in force then, else its last one."""
    days = [as_of]
    for interval in reversed(rule.in_force):
        days += [interval.until or interval.start, interval.start]
    return next((day for day in days if standing_truth(rule.in_force, day) == YES), None)


class Prover:
    """Proves one ruleset under the law of one day; rules out of force on their own last day."""

    def __init__(self, ruleset: Ruleset, as_of: date, progress: Progress = lambda _: None) -> None:
        self.ruleset, self.progress = ruleset, progress
        self.proof = Proof(ruleset, as_of)
        self.as_of = as_of
        self._days: dict[date, Witnesses] = {}
        self.holding: dict[str, Facts] = {}  # a witness for each rule in force on the day
        self.failing: dict[str, Facts] = {}
        self.overcoming: list[Facts] = []  # an exception and a requirement that it overcomes

    def on(self, day: date) -> Witnesses:
        if day not in self._days:
            self._days[day] = Witnesses(Domains(DayFormulas(self.ruleset, day)))
        return self._days[day]

    def prove(self, deals: int) -> Proof:
        for number, rule in enumerate(self.ruleset.rules.values()):
            if number % 50 == 0:
                self.progress(f"rules: {number} of {len(self.ruleset.rules)}")
            self._rule(rule)
        self.progress("exceptions and what they overcome")
        for permit in self.ruleset.rules_of[Verb.PERMITS]:
            self._permit(permit)
        self._said_twice()
        self.progress("rules that others imply")
        whole = WholeDeals(self.ruleset, self.as_of)
        found = find_implications(self.on(self.as_of), self.holding, self.failing, whole)
        self._implications(found)
        self.progress("outcomes and gaps")
        self._outcomes(whole)
        self._gaps(find_gaps(self.on(self.as_of).domains, whole, deals))
        return self.proof

    # Each rule ----------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> None:
        proof, day = self.proof, days_in_force(rule, self.as_of)
        if day is None:
            proof.count("rules never in force")
            proof.not_covered.append(
                f"{rule.id} is in force on no day; its conditions were not run"
            )
            return
        if day != self.as_of:
            proof.count("rules out of force on the day, tried on their own last day")
        witnesses = self.on(day)
        formula = witnesses.domains.formulas.rule(rule)
        holds = self._seen(rule, formula, True, day)
        fails = self._seen(rule, negation(formula), False, day)
        if day == self.as_of:
            self.holding.update({rule.id: holds.facts} if holds.facts is not None else {})
            self.failing.update({rule.id: fails.facts} if fails.facts is not None else {})
        if holds.impossible:
            proof.find("R020", rule, "no answers make this rule hold")
        if fails.impossible:
            proof.find("R021", rule, "no answers make this rule fail")
        if rule.unless and holds.facts is not None:
            self._exceptions(rule, witnesses)

    def _seen(self, rule: Rule, formula: Formula, holding: bool, day: date) -> Search:
        word = "hold" if holding else "fail"
        found = self.on(day).find(formula)
        if found.facts is not None:
            truth = evaluate(self.ruleset, found.facts, day).truth(rule.id)
            if truth == (YES if holding else NO):
                self.proof.count(f"rules that can {word}")
            else:
                self.proof.not_covered.append(
                    f"{rule.id}: the answers found for it to {word} were not confirmed by a"
                    f" determination: {given(self.ruleset, found.facts)}"
                )
        elif not found.complete:
            self.proof.not_covered.append(
                f"{rule.id}: whether it can {word}; {found.tries:,} partial deals were tried"
            )
        return found

    def _exceptions(self, rule: Rule, witnesses: Witnesses) -> None:
        formulas = witnesses.domains.formulas
        when = formulas.condition(rule.when)
        for unless in rule.unless:
            bent = witnesses.find(conjunction((when, formulas.condition(unless.when))))
            name = unless.title or unless.cite
            if bent.impossible:
                self.proof.find("R033", rule, f"its exception “{name}” can never bend it")
            elif bent.facts is not None:
                self.proof.count("exceptions within rules that can bend them")
            else:
                self.proof.not_covered.append(f"{rule.id}: whether “{name}” can bend it")

    # Exceptions that overcome ----------------------------------------------------------------

    def _permit(self, permit: Rule) -> None:
        if permit.id not in self.holding:
            return
        program = program_of(self.ruleset)
        place = next(p for p in program.permits if program.rules[p.position].id == permit.id)
        witnesses = self.on(self.as_of)
        formulas = witnesses.domains.formulas
        bars = [formulas.rule(program.rules[n]) for n in place.bars]
        available = conjunction((formulas.rule(permit), *map(negation, bars)))
        code = permit.exception
        found = witnesses.find(available)
        if found.impossible:
            self.proof.find(
                "R030", permit, f"{code} is taken away by a bar wherever its conditions hold"
            )
            return
        if found.facts is None:
            self.proof.not_covered.append(f"{permit.id}: whether a bar always takes it away")
        else:
            self.proof.count("permits that no bar always takes away")
        if not place.overcomes:
            self.proof.find("R022", permit, f"{code} overcomes no requirement of this ruleset")
        if not permit.overcomes.rules:
            self._meet(available, [program.rules[n] for n in sorted(place.overcomes)])
        for name in sorted(permit.overcomes.rules):
            requirement = self.ruleset.rules[name]
            if name not in self.holding:
                continue
            both = witnesses.find(
                conjunction((available, formulas.rule(requirement))), TRIES_FOR_A_PAIR
            )
            if both.facts is not None:
                self.overcoming.append(both.facts)
            if both.impossible:
                self.proof.find(
                    "R031",
                    permit,
                    f"it names {name} as overcome, and is never available where that holds",
                )
            elif both.facts is None:
                self.proof.not_covered.append(f"{permit.id}: whether it can meet {name}")
            else:
                self.proof.count("named requirements that their exception can overcome")

    def _meet(self, available: Formula, requirements: list[Rule]) -> None:
        """Keep a deal in which the exception is available and a requirement of its kind holds."""
        witnesses = self.on(self.as_of)
        for requirement in requirements[:KINDRED_TRIED]:
            goal = conjunction((available, witnesses.domains.formulas.rule(requirement)))
            facts = witnesses.find(goal, TRIES_FOR_A_PAIR).facts
            if facts is not None:
                self.overcoming.append(facts)
                return

    def _said_twice(self) -> None:
        """Effects that contradict themselves in one rule."""
        for rule in self.ruleset.rules.values():
            both = rule.removes & rule.keeps
            if both:
                self.proof.find("R032", rule, f"it takes away and leaves {', '.join(sorted(both))}")
            twice = rule.overcomes.rules & rule.overcomes.except_rules
            if twice:
                self.proof.find(
                    "R032", rule, f"it overcomes and does not: {', '.join(sorted(twice))}"
                )

    def _implications(self, found: Implications) -> None:
        self.proof.count("pairs of rules with the same effect", found.pairs)
        for rule, other, same in found.found:
            if same:
                self.proof.find("R024", rule, f"it holds exactly where {other.id} holds")
            else:
                self.proof.find("R023", rule, f"wherever it holds, {other.id} holds too")
        self.proof.not_covered += [
            f"{rule.id}: whether it implies {other.id}" for rule, other in found.undecided
        ]

    # Outcomes ------------------------------------------------------------------------------------

    def _outcomes(self, whole: WholeDeals) -> None:
        for facts in self._candidates():
            for deal in (Facts(facts), whole.plainly(facts)):
                outcome = evaluate(self.ruleset, deal, self.as_of).outcome
                told = given(self.ruleset, facts)
                if deal.answers != facts.answers:
                    told += "  # and every other question answered plainly"
                self.proof.deals.setdefault(outcome.value, told)
            if all(outcome.value in self.proof.deals for outcome in Outcome):
                break
        for outcome in BY_WEIGHT:
            if outcome.value not in self.proof.deals:
                self.proof.findings.append(
                    Finding("R040", "", f"no deal was found whose outcome is {outcome.value}")
                )
        self.proof.count("outcomes reached", len(self.proof.deals))

    def _candidates(self) -> Iterator[Facts]:
        """Deals that may reach an outcome: the rules' witnesses, alone and within the regime."""
        yield Facts({})
        rules_of = self.ruleset.rules_of
        reaching = [self.holding[r.id] for r in rules_of[Verb.REACHES] if r.id in self.holding]
        within: dict[str, Answer] = {}
        for rule in rules_of[Verb.EXCLUDES]:
            within.update(self.failing.get(rule.id, {}))
        for route in reaching[:ROUTES_TRIED]:
            for facts in (*self.overcoming, Facts({}), *self.holding.values()):
                yield Facts({**within, **facts, **route})
                yield Facts({**facts, **route})

    def _gaps(self, gaps: Gaps) -> None:
        proof = self.proof
        states, failed = undecided_states()
        proof.count("states of the fold", states)
        proof.count("tests of facts", gaps.tests)
        proof.count("classes of answers", gaps.classes)
        proof.count("whole deals drawn at random", gaps.deals)
        proof.count(
            "of these open for a red flag, unclear law or a printed condition", gaps.excused
        )
        for grounds in failed:
            proof.findings.append(
                Finding("R041", "", f"the fold gives no single outcome: {grounds}")
            )
        for says in gaps.open_tests:
            proof.findings.append(Finding("R041", "", says))
        for code in gaps.unlisted:
            says = f"the chart has no row for {code}: what it requires there stays open"
            proof.findings.append(Finding("R042", "", says))
        for facts, why in gaps.open_deals:
            proof.findings.append(
                Finding("R041", "", f"a whole deal stays open: {why}", given(self.ruleset, facts))
            )


def prove(
    ruleset: Ruleset, as_of: date, deals: int = 1000, progress: Progress = lambda _: None
) -> Proof:
    """Prove a ruleset under the law of a day; `deals` whole deals are drawn to try for gaps."""
    return Prover(ruleset, as_of, progress).prove(deals)
