"""The page on the words of the ledger, each with the one Japanese word that it stands for, and what is meant."""

from kantoku.reference.markdown import page, table
from kantoku.wording import N_

TERMS: tuple[tuple[str, str, str], ...] = (
    (
        "office",
        "委託元（最初の委託者）",
        "The local government that entrusts the work; only it permits, at every tier.",
    ),
    ("contract", "委託契約", "The contract by which the office entrusts work; its contractor stands at tier 1."),
    ("contractor", "委託先（受託者）", "Who works for the office under a contract: tier 1."),
    ("subcontractor", "再委託先", "Who works for the contractor: tier 2."),
    ("sub-subcontractor", "再々委託先", "Who works for a subcontractor: tier 3; below that the tiers are numbered."),
    ("chain", "再委託系統", "The tree of contractor and subcontractors under one contract."),
    (
        "engagement",
        "委託・再委託（1件）",
        "One organisation doing one piece of entrusted work at one tier: the unit of oversight.",
    ),
    (
        "permission",
        "許諾",
        "The office's decision that work may be subcontracted (My Number Act, article 10); not 承認.",
    ),
    ("request", "許諾申請", "What a tier asks for before it subcontracts."),
    ("decision", "諾否の決定", "Permitted, permitted with conditions, refused, or sent back."),
    (
        "decision on paper",
        "決裁済みの諾否",
        "A decision taken outside the ledger and logged later: a fact, so it is flagged and never refused.",
    ),
    ("approval document number", "決裁番号", "The number of the office's own document by which a decision was taken."),
    (
        "handling confirmation",
        "取扱状況の確認",
        "The judgement, before a decision and renewed, whether an organisation secures the data.",
    ),
    ("audit", "監査・実地検査", "An inspection of engagements or of the office's own sections, planned or done."),
    ("finding", "指摘", "What an audit, a confirmation or a report found wanting; followed to its close."),
    (
        "correction",
        "是正",
        "What the owner of a finding does about it; closed only when somebody else has verified it.",
    ),
    ("commendation", "推奨する点", "What an audit found worth keeping."),
    ("specific personal information (SPI)", "特定個人情報", "Personal information that contains an Individual Number."),
    ("Individual Number (My Number)", "個人番号", "A resident's 12 digits. This ledger never holds one."),
    ("data class", "個人情報の区分", "What personal data the work touches; unknown counts as personal data."),
    ("section", "所管課", "The section of the office that answers for a contract."),
    ("general responsible person", "総括責任者", "To whom audits are reported."),
    (
        "prohibited in principle",
        "原則禁止",
        "The usual clause: no subcontracting without the office's written permission. It is no 全面禁止.",
    ),
    ("rule", "規則", "What the law or the office's policy demands, as one query that finds and refuses."),
    ("hit", "規則該当", "One record that stands against one rule."),
    ("level", "区分（違反・期限超過・不備）", "How grave a hit is: breach, overdue or incomplete."),
    (
        "standing",
        "判定",
        "In order, action needed, or breach: the worst level among an engagement's hits; without any, not begun yet.",
    ),
    ("as of", "基準日", "The day on which something was true."),
    ("as known at", "記録時点", "The moment at which something was on file."),
    ("journal", "記録", "The one append-only chain of entries from which everything else is derived."),
    ("entry", "記録の1件", "One state of one record: who recorded it, when and why."),
    ("revision", "版", "The how-many-th state of a record."),
    ("withdrawal", "取消し", "The entry that takes a record off the present; its past stays."),
    (
        "anchor",
        "照合値",
        "Number and hash of the last entry, kept outside the ledger: proof that nothing up to it was altered.",
    ),
    ("fiscal year", "年度", "April to March, named by the year in which it begins."),
)


def terms_page() -> str:
    """The words of the ledger, each with the one Japanese word that it stands for."""
    return page(
        N_("Terms"),
        N_("One word for one thing, in both languages."),
        table(["English", "日本語", "Meaning"], TERMS),
    )
