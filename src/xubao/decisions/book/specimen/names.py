"""What are the people and companies of the specimen called?"""

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.parts import Vector, pick

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_MALE = "伟强磊军洋勇杰涛明超刚平辉鹏飞波斌宇浩凯健俊帆旭宁龙林志建国华文东海峰博成栋梁亮昊然泽轩子晨瑞"
_FEMALE = "芳娜敏静丽艳娟霞秀英玲桂兰红梅燕琳雪婷倩颖莉萍慧洁云莹晶欣怡佳雨馨梦瑶诗涵琪月蕾珊璐薇思"
_TRADE = ("物流", "运输", "建材", "商贸", "科技", "建筑工程", "环保", "食品", "汽车租赁", "机械")
_WORDS = "鑫宏恒瑞盛通达顺安泰华诚信和兴源隆昌润丰"


def _letters(text: str, found: Vector) -> pl.Series:
    return pl.Series(list(text), dtype=pl.String).gather(found)


def _weights(text: str) -> Vector:
    falling: Vector = 1.0 / (np.arange(len(text)) + 4.0)
    return falling


def person_names(rng: np.random.Generator, male: Vector) -> pl.Series:
    """Return a name for each person: surname by frequency and one or two given characters by gender."""
    size = len(male)
    mask = pl.Series(male.astype(bool))
    given = []
    for _ in range(2):
        men = _letters(_MALE, rng.integers(0, len(_MALE), size))
        given.append(men.zip_with(mask, _letters(_FEMALE, rng.integers(0, len(_FEMALE), size))))
    two = pl.Series(rng.random(size) < 0.78)
    surname = _letters(_SURNAMES, pick(rng, _weights(_SURNAMES), size=size))
    second = given[1].zip_with(two, pl.Series([""], dtype=pl.String).new_from_index(0, size))
    return pl.select(pl.concat_str([surname, given[0], second]).alias("name")).to_series()


def company_names(rng: np.random.Generator, cities: pl.Series) -> pl.Series:
    """Return a name for each company: city, two words, trade, 有限公司."""
    size = len(cities)
    first, second = (_letters(_WORDS, rng.integers(0, len(_WORDS), size)) for _ in range(2))
    trade = pl.Series(_TRADE, dtype=pl.String).gather(rng.integers(0, len(_TRADE), size))
    return pl.select(pl.concat_str([cities, first, second, trade, pl.lit("有限公司")]).alias("name")).to_series()
