"""Customers whose names look like a payer's: candidates for a person to judge, never a verdict.

Character n-gram TF-IDF over three spellings (as written, without legal form, in pinyin), their
cosines added. Another place or ordinal is another company, however alike the rest is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix, diags_array, hstack
from sparse_dot_topn import sp_matmul_topn

from arcore.matching.normalize import core, is_person, name_key

MOST = 5
LEAST = 0.62
ORDINAL = re.compile(r"第?([一二三四五六七八九十]|\d+)(?:建设|建筑|工程|公司|厂|分公司|机械|局|院|医院|中学|小学)")
PROVINCES = (
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海"
    " 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
CITIES = (
    "石家庄 太原 沈阳 大连 长春 哈尔滨 南京 苏州 无锡 常州 南通 扬州 徐州 杭州 宁波 温州 嘉兴 绍兴 金华 台州 合肥 芜湖 福州 厦门 泉州 南昌"
    " 济南 青岛 烟台 潍坊 郑州 洛阳 武汉 宜昌 长沙 株洲 广州 深圳 珠海 佛山 东莞 中山 惠州 汕头 南宁 柳州 海口 成都 绵阳 贵阳 昆明 拉萨"
    " 西安 兰州 西宁 银川 乌鲁木齐"
)
PLACES = (*PROVINCES.split(), *CITIES.split())


def similar(payers: Sequence[str], customer_ids: Sequence[str], names: Sequence[str]) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each payer the customers with a similar name and how similar (0 to 1), best first; payers without any are left out."""
    wanted = [p for p in dict.fromkeys(payers) if len(name_key(p)) >= 2 and not is_person(p)]
    if not wanted or not names:
        return {}
    latin = [name_key(p).isascii() for p in wanted]
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for by_sound in (False, True):
        some = [p for p, ascii_only in zip(wanted, latin, strict=True) if ascii_only is by_sound]
        if some:
            found |= _nearest(some, customer_ids, names, by_sound=by_sound)
    return found


def _nearest(
    payers: Sequence[str], ids: Sequence[str], names: Sequence[str], *, by_sound: bool
) -> dict[str, tuple[tuple[str, float], ...]]:
    spellings: tuple[Callable[[str], str], ...] = (_pinyin,) if by_sound else (name_key, core)
    weighted = [_weighted([spell(p) for p in payers], [spell(n) for n in names]) for spell in spellings]
    left, right = [pair[0] for pair in weighted], [pair[1] for pair in weighted]
    share = np.float32(1 / len(spellings))
    scores = sp_matmul_topn(csr_matrix(hstack(left)) * share, csr_matrix(hstack(right)).T.tocsr(), top_n=MOST * 2, sort=True)
    found = {}
    for row, payer in enumerate(payers):
        span = slice(scores.indptr[row], scores.indptr[row + 1])
        near = [(int(c), float(s)) for c, s in zip(scores.indices[span], scores.data[span], strict=True) if s >= LEAST]
        kept = tuple((ids[c], round(s, 3)) for c, s in near if not blocked(payer, names[c]))[:MOST]
        if kept:
            found[payer] = kept
    return found


def _weighted(payers: Sequence[str], names: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    """Rows of unit length over character 1- and 2-grams, log counts weighted by how rare a gram is among `names`."""
    grams: dict[str, int] = {}
    for text in names:
        for gram in _grams(text):
            grams.setdefault(gram, len(grams))
    counts = [_counted(texts, grams) for texts in (names, payers)]
    rarity = np.log((1 + len(names)) / (1 + np.bincount(counts[0].indices, minlength=len(grams)))) + 1
    rows = [counted @ diags_array(rarity) for counted in counts]
    lengths = [np.sqrt(np.asarray(row.multiply(row).sum(axis=1)).ravel()) for row in rows]
    unit = [
        csr_matrix(diags_array(1 / np.maximum(length, 1e-12)) @ row, dtype=np.float32) for row, length in zip(rows, lengths, strict=True)
    ]
    return unit[1], unit[0]


def _counted(texts: Sequence[str], grams: dict[str, int]) -> csr_matrix:
    columns: list[int] = []
    counts: list[int] = []
    starts = [0]
    for text in texts:
        for gram, count in Counter(_grams(text)).items():
            if (column := grams.get(gram)) is not None:
                columns.append(column)
                counts.append(count)
        starts.append(len(columns))
    values = 1 + np.log(np.array(counts, dtype=np.float32))
    return csr_matrix((values, np.array(columns, dtype=np.int32), np.array(starts)), shape=(len(texts), len(grams)))


def _grams(text: str) -> list[str]:
    return [*text, *(text[i : i + 2] for i in range(len(text) - 1))]


@cache
def _sound(character: str) -> str:
    from pypinyin import lazy_pinyin  # its dictionary takes long to load and few runs need it

    return "".join(lazy_pinyin(character))


def _pinyin(name: str) -> str:
    return "".join(_sound(character) for character in core(name))


def blocked(payer: str, customer: str) -> bool:
    """Whether two names stand for different companies: another place or another ordinal.

    >>> blocked("上海华美化工有限公司", "北京华美化工有限公司"), blocked("华美第一建设公司", "华美第二建设公司")
    (True, True)
    >>> blocked("华美化工有限公司", "北京华美化工有限公司")
    False
    """
    first, second = name_key(payer), name_key(customer)
    places = [next((p for p in PLACES if text.startswith(p)), None) for text in (first, second)]
    if all(places) and places[0] != places[1]:
        return True
    ordinals = [ORDINAL.findall(text) for text in (first, second)]
    return all(ordinals) and ordinals[0] != ordinals[1]
