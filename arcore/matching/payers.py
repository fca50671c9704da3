"""Who paid: registered and confirmed accounts and payers, exact and shortened names, "代XX公司付".

An identity says how far it may be trusted. `certain` comes from an account, a full name or master
data; `derived` (short name, branch, cut name, name without legal form) is unique but wants an
agreeing amount; `one_of` leaves several customers; `weak` only suggests.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from arcore.matching.normalize import branch_parent, core, fold, has_legal_form, is_person, name_key, plain_key
from arcore.matching.phrases import ON_BEHALF
from arcore.matching.proposals import KnownPayers
from arcore.messages import Message, say
from arcore.records import record

Trust = Literal["certain", "derived", "one_of", "weak", "none"]
LIST = re.compile(r"[;；、,，\n|/]+")
ACCOUNT = re.compile(r"\D+")
GROUP_OFFICE = re.compile(r"(?:财务|资金结算中心|结算中心|投资控股|投资|控股|资金管理|共享中心)+$")
CUT_MARK = re.compile(r"[?？\ufffd…]+$")
BLOT = re.compile(r"[?？\ufffd□■*]+")
AROUND_NAME = re.compile(
    r"^(?:付款人|付款方|户名|\d{1,2}(?=/))\s*[:：/]\s*|(?:\s*[-—/_(（]\s*(?:基本|一般|专用|专|结算|临时|回款|监管|收款)户[)）]?|[/\s]\d{8,})$"
)
OWNER = re.compile(r"(?P<firm>.{4,}?)[\s(（]+(?P<owner>[一-鿿·]{2,4})[)）]?$")
SHORTEST_CUT = 5
FIELD_WIDTHS = (32, 35)
"""Characters that a name has in OFX and in SWIFT: one of just this length was cut by the format."""
WORDS = re.compile(r"[\s/,;:|]+")
MOST_WORDS = 8
SHORTEST_WORD = 4


@record
class Identity:
    """Who a payer is: customer ids, how far that can be trusted, and why.

    `on_behalf`: somebody else paid for them. `disputed`: account and name say different things. `rivals`: other customers
    in whose names the payer's short name stands too.
    """

    customers: tuple[str, ...] = ()
    trust: Trust = "none"
    evidence: tuple[Message, ...] = ()
    on_behalf: bool = False
    disputed: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def customer(self) -> str | None:
        """The only customer it can be, or None."""
        return self.customers[0] if len(self.customers) == 1 else None


Lookup = dict[str, tuple[str, ...]]


@dataclass
class CustomerIndex:
    """Every way a customer is written, each to the ids that write it so."""

    names: dict[str, str]
    terms: dict[str, str]
    groups: dict[str, str]
    accounts: Lookup
    full: Lookup
    former: Lookup
    short: Lookup
    plain: Lookup
    cores: Lookup
    by_group: Lookup
    third_parties: Lookup
    representatives: Lookup
    sorted_keys: list[str]
    known: KnownPayers
    known_names: Lookup = field(default_factory=dict)
    known_accounts: Lookup = field(default_factory=dict)
    _shared: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, customers: pd.DataFrame, known: KnownPayers) -> CustomerIndex:
        """Index a customers frame (columns of schema.CUSTOMERS; absent ones count as empty)."""
        ids = [str(c) for c in customers["customer_id"]]
        name = _texts(customers, "customer_name")
        full = _lookup(ids, name, name_key)
        return cls(
            names=dict(zip(ids, name, strict=True)),
            terms=dict(zip(ids, _texts(customers, "term_text"), strict=True)),
            groups={i: name_key(g) for i, g in zip(ids, _texts(customers, "group_name"), strict=True) if g},
            accounts=_lookup(ids, _texts(customers, "bank_account"), account_key, split=True),
            full=full,
            former=_lookup(ids, _texts(customers, "former_name"), name_key, split=True),
            short=_lookup(ids, _texts(customers, "short_name"), name_key, split=True),
            plain=_lookup(ids, name, plain_key),
            cores=_lookup(ids, name, core),
            by_group=_lookup(ids, _texts(customers, "group_name"), core),
            third_parties=_lookup(ids, _texts(customers, "payers"), name_key, split=True),
            representatives=_lookup(ids, _texts(customers, "legal_representative"), name_key),
            sorted_keys=sorted(full),
            known=known,
            known_names={name_key(k): v for k, v in known.names.items()},
            known_accounts={account_key(k): v for k, v in known.accounts.items()},
        )

    def identify(self, payer: str, account: str, memo: str) -> Identity:
        """The identity behind one bank line; `memo` folded."""
        behalf = self._on_behalf(payer, account, memo)
        own = self._by_account(account) or (self._by_name(payer) or self._of_owner(payer) if payer.strip() else self._at_the_front(memo))
        found = (
            behalf
            if behalf and behalf.trust != "none"
            else own or self._named_in(memo) or self._representative(payer) or self._short_in(memo)
        )
        if found and own and found is own:
            found = self._reconciled(found, payer)
        return self._without_declined(found, payer, account) if found else Identity()

    def _by_account(self, account: str) -> Identity | None:
        key = account_key(account)
        if len(key) < 6:
            return None
        if key in self.known_accounts:
            return Identity(
                self.known_accounts[key],
                _trust(self.known_accounts[key]),
                (say("The paying account was confirmed for this customer before"),),
            )
        if key in self.accounts:
            return Identity(self.accounts[key], _trust(self.accounts[key]), (say("The paying account is registered for this customer"),))
        return None

    def _by_name(self, payer: str) -> Identity | None:
        payer = AROUND_NAME.sub("", payer.strip())
        key = name_key(payer)
        if len(key) < 2:
            return None
        exact = (
            (self.full, say("The payer's name is this customer's name")),
            (self.former, say("The payer's name is a former name of this customer")),
            (self.known_names, say("This payer was confirmed for this customer before")),
            (self.third_parties, say("The payer is registered as paying for this customer")),
        )
        for table, reason in exact:
            if key in table:
                return Identity(table[key], _trust(table[key]), (reason,), on_behalf=table is self.third_parties)
        if ids := self.plain.get(plain_key(payer)):
            return Identity(ids, _trust(ids), (say("The payer's name is this customer's name"),))
        return self._blotted(payer) or self._derived(payer, key)

    def _of_owner(self, payer: str) -> Identity | None:
        """A one-person firm's account, which carries its owner's name too: 友邦建材经营部(吴敏霞)."""
        said = OWNER.match(payer)
        ids = self.full.get(name_key(said["firm"])) if said and is_person(said["owner"]) else None
        return Identity(ids, _trust(ids, "derived"), (say("The payer's name is this customer's name"),)) if ids else None

    def _blotted(self, payer: str) -> Identity | None:
        """A name with a character that the bank cannot write: 北京?鑫科技有限公司; the only customer whose name fits."""
        if not BLOT.search(CUT_MARK.sub("", payer)):
            return None
        pieces = [re.escape(name_key(piece)) for piece in BLOT.split(payer)]
        if sum(map(len, pieces)) < SHORTEST_CUT:
            return None
        fitting = re.compile(".{1,2}".join(pieces)).fullmatch
        ids = tuple(dict.fromkeys(c for key in self.sorted_keys if fitting(key) for c in self.full[key]))
        words = say("The payer's name is {name} but for a character that the bank cannot write", name=self.names[ids[0]]) if ids else None
        return Identity(ids, _trust(ids, "derived"), (words,)) if words else None

    def _at_the_front(self, memo: str) -> Identity | None:
        """Free text that holds the payer too (MT940 without fields): the longest beginning, or a word, that is a name."""
        words = [word for word in WORDS.split(memo) if word]
        beginnings = [" ".join(words[:count]) for count in range(min(len(words), MOST_WORDS), 0, -1)]
        for text in (*beginnings, *words[1:MOST_WORDS]):
            if len(name_key(text)) >= SHORTEST_WORD and (found := self._by_name(text)):
                return found
        return None

    def _derived(self, payer: str, key: str) -> Identity | None:
        parent = branch_parent(payer)
        if parent and (ids := self.full.get(name_key(parent))):
            return Identity(ids, _trust(ids, "derived"), (say("The payer is a branch of {name}", name=self.names[ids[0]]),))
        if not has_legal_form(payer) and (several := self._beginning(payer, key)):
            return several
        if ids := self.short.get(key):
            reason = say("The payer's name is this customer's short name")
            return Identity(ids, _trust(ids, "derived"), (reason,), rivals=self._sharing(key, ids))
        if len(bare := core(payer)) >= 3 and (ids := self.cores.get(bare)):
            return Identity(
                ids, _trust(ids, "derived"), (say("The payer's name is {name} but for the legal form", name=self.names[ids[0]]),)
            )
        return self._cut(payer) or self._group(payer)

    def _beginning(self, payer: str, key: str) -> Identity | None:
        """A name without legal form that is short for several customers, or the cut name of others."""
        cut = self._cut(payer)
        ids = tuple(dict.fromkeys((*self.short.get(key, ()), *self.cores.get(core(payer), ()), *(cut.customers if cut else ()))))
        return Identity(ids, "one_of", (say("The payer's name fits {count} customers", count=len(ids)),)) if len(ids) > 1 else None

    def _sharing(self, short: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Other customers whose names hold this short name."""
        if short not in self._shared:
            self._shared[short] = tuple(c for key, found in self.full.items() if short in key for c in found)
        return tuple(c for c in self._shared[short] if c not in ids)

    def _group(self, payer: str) -> Identity | None:
        """A group's own company (集团财务公司) pays for any of its members."""
        bare = GROUP_OFFICE.sub("", core(payer))
        ids = self.by_group.get(bare) if len(bare) >= 2 else None
        return Identity(ids, "one_of", (say("The payer belongs to the same group"),), on_behalf=True) if ids else None

    def _cut(self, payer: str) -> Identity | None:
        """A name that the bank cut: customers whose name begins with it."""
        key = name_key(CUT_MARK.sub("", payer.strip()))
        if len(key) < (SHORTEST_CUT if not key.isascii() else 10) or has_legal_form(key):
            return None
        start = bisect_left(self.sorted_keys, key)
        ids: list[str] = []
        while start < len(self.sorted_keys) and self.sorted_keys[start].startswith(key) and len(ids) < 20:
            ids += self.full[self.sorted_keys[start]]
            start += 1
        if not ids:
            return None
        found = tuple(dict.fromkeys(ids))
        single: Trust = "certain" if len(payer.strip()) in FIELD_WIDTHS else "derived"
        return Identity(found, _trust(found, single), (say("The payer's name is cut short; {name} begins so", name=self.names[found[0]]),))

    def _on_behalf(self, payer: str, account: str, memo: str) -> Identity | None:
        """代XX付: the customer named, certain when named in full or registered for this payer."""
        said = ON_BEHALF.search(memo)
        if not said:
            return None
        name = said["foreign"] or said["name"] or said["after"] or said["latin"]
        key = name_key(name)
        registered = set(self.third_parties.get(name_key(payer), ())) | set(self.known_names.get(name_key(payer), ()))
        registered |= set(self.representatives.get(name_key(payer), ())) if is_person(payer) else set()
        registered |= set(self.accounts.get(account_key(account), ())) if account else set()
        for table, trust in ((self.full, "certain"), (self.former, "certain"), (self.short, "derived"), (self.cores, "derived")):
            ids = table.get(key if table is not self.cores else core(name))
            if not ids:
                continue
            both = tuple(i for i in ids if i in registered)
            chosen = both or ids
            sure: Trust = "certain" if trust == "certain" or both else "derived"
            return Identity(
                chosen, _trust(chosen, sure), (say("The memo says it is paid for {name}", name=self.names[chosen[0]]),), on_behalf=True
            )
        ids = tuple(i for k in self._keys_from(key) for i in self.full[k])
        return (
            Identity(ids, _trust(ids, "derived"), (say("The memo says it is paid for {name}", name=self.names[ids[0]]),), on_behalf=True)
            if ids
            else None
        )

    def _keys_from(self, key: str) -> list[str]:
        if len(key) < 4:
            return []
        start = bisect_left(self.sorted_keys, key)
        end = start
        while end < len(self.sorted_keys) and self.sorted_keys[end].startswith(key) and end - start < 20:
            end += 1
        return self.sorted_keys[start:end]

    def _named_in(self, memo: str) -> Identity | None:
        """A customer whose full name stands in the memo; the longest wins."""
        text = name_key(memo)
        for length in range(min(len(text), 40), 5, -1):
            for start in range(len(text) - length + 1):
                if ids := self.full.get(text[start : start + length]):
                    return Identity(ids, _trust(ids, "derived"), (say("The memo names {name}", name=self.names[ids[0]]),), on_behalf=True)
        return None

    def _short_in(self, memo: str) -> Identity | None:
        """A short name that stands in the memo of an unknown payer: a hint, no more."""
        text = name_key(memo)
        for length in range(min(len(text), 12), 2, -1):
            for start in range(len(text) - length + 1):
                if (ids := self.short.get(text[start : start + length])) and not text[start : start + length].isascii():
                    return Identity(ids, "weak", (say("The memo names {name}", name=self.names[ids[0]]),), on_behalf=True)
        return None

    def _representative(self, payer: str) -> Identity | None:
        ids = self.representatives.get(name_key(payer)) if is_person(payer) else None
        if not ids:
            return None
        return Identity(ids, "weak", (say("The payer is the legal representative of {name}", name=self.names[ids[0]]),), on_behalf=True)

    def _reconciled(self, found: Identity, payer: str) -> Identity:
        """An account of one customer under the exact name of another is certain of neither."""
        by_name = self.full.get(name_key(payer), ())
        if not by_name:
            return found
        both = tuple(c for c in found.customers if c in by_name)
        if both:
            same = say("The payer's name is this customer's name")
            evidence = found.evidence if same in found.evidence else (*found.evidence, same)
            return Identity(both, _trust(both), evidence, found.on_behalf)
        conflict = say(
            "The account is registered for {account_of}, the name is {name_of}", account_of=self.names[found.customers[0]], name_of=payer
        )
        return Identity(tuple(dict.fromkeys((*found.customers, *by_name))), "one_of", (conflict,), disputed=True)

    def _without_declined(self, found: Identity, payer: str, account: str) -> Identity:
        if not self.known.declined:
            return found
        left = tuple(c for c in found.customers if not {(payer, c), (account, c)} & self.known.declined)
        return (
            found
            if left == found.customers
            else Identity(left, _trust(left, "derived") if left else "none", found.evidence, found.on_behalf)
        )

    def related(self, first: str, second: str) -> bool:
        """Whether two customers belong to one registered group."""
        return first == second or (first in self.groups and self.groups[first] == self.groups.get(second))


def _trust(ids: Sequence[str], single: Trust = "certain") -> Trust:
    return single if len(ids) == 1 else "one_of"


def account_key(account: str) -> str:
    """An account number's digits."""
    return ACCOUNT.sub("", fold(account))


def _texts(customers: pd.DataFrame, column: str) -> list[str]:
    if column not in customers:
        return [""] * len(customers)
    return ["" if text is None or text != text or text is pd.NA else str(text) for text in customers[column]]


def _lookup(ids: Sequence[str], texts: Sequence[str], key: object, split: bool = False) -> Lookup:
    assert callable(key)
    found: dict[str, list[str]] = defaultdict(list)
    for customer, text in zip(ids, texts, strict=True):
        for part in LIST.split(text) if split and text else (text,):
            if part and (folded := key(part)) and customer not in found[folded]:
                found[folded].append(customer)
    return {k: tuple(v) for k, v in found.items() if v}
