"""Which makes and models drive in the specimen: price, seats, fuel and yearly tax as compact data."""

from typing import NamedTuple

CARS, VANS, TRUCKS, BUSES, TAXIS, MOTORCYCLES = "cars", "vans", "trucks", "buses", "taxis", "motorcycles"


class Model(NamedTuple):
    """Make, model, maker's VIN prefix, list price and vehicle tax in yuan, seats, load in kg, fuel, group, weight."""

    brand: str
    model: str
    maker: str
    price: int
    tax: int
    seats: int
    load: int
    fuel: str
    group: str
    weight: int


_TABLE = """
大众 朗逸 LSV 129900 300 5 0 petrol cars 60
大众 速腾 LFV 152900 300 5 0 petrol cars 40
大众 帕萨特 LSV 209900 420 5 0 petrol cars 30
大众 途观L LSV 226800 420 5 0 petrol cars 25
丰田 卡罗拉 LFM 126800 300 5 0 petrol cars 45
丰田 凯美瑞 LVG 199800 420 5 0 petrol cars 30
丰田 RAV4荣放 LFM 189800 420 5 0 petrol cars 25
本田 思域 LVH 139900 300 5 0 petrol cars 25
本田 CR-V LVH 195900 300 5 0 petrol cars 30
日产 轩逸 LGB 119900 300 5 0 petrol cars 60
别克 英朗 LSG 119900 300 5 0 petrol cars 30
吉利 帝豪 L6T 82900 300 5 0 petrol cars 35
吉利 博越 L6T 122800 300 5 0 petrol cars 30
长安 逸动 LS5 92900 300 5 0 petrol cars 30
长安 CS75 LS5 129900 300 5 0 petrol cars 40
哈弗 H6 LGW 119900 300 5 0 petrol cars 45
奇瑞 瑞虎8 LVV 129900 300 5 0 petrol cars 25
奥迪 A6L LFV 427900 420 5 0 petrol cars 12
宝马 3系 LBV 319900 420 5 0 petrol cars 12
奔驰 C级 LE4 334800 300 5 0 petrol cars 10
比亚迪 秦PLUS LGX 109800 0 5 0 phev cars 60
比亚迪 宋PLUS LGX 149800 0 5 0 phev cars 50
理想 L7 LW4 309800 0 5 0 phev cars 15
比亚迪 海豚 LC0 99800 0 5 0 bev cars 45
比亚迪 元PLUS LC0 119800 0 5 0 bev cars 45
五菱 宏光MINIEV LK6 42800 0 4 0 bev cars 45
特斯拉 Model3 LRW 235500 0 5 0 bev cars 25
特斯拉 ModelY LRW 263500 0 5 0 bev cars 40
小鹏 G6 L1N 199900 0 5 0 bev cars 12
蔚来 ES6 LJ1 338000 0 5 0 bev cars 8
埃安 AION-S LNA 139800 0 5 0 bev cars 20
别克 GL8 LSG 279900 420 7 0 petrol vans 40
五菱 宏光S LZW 58800 300 7 0 petrol vans 50
传祺 M8 LMG 199800 420 7 0 petrol vans 30
腾势 D9 LC0 349800 0 7 0 phev vans 18
福田 奥铃 LVB 118000 72 3 1750 diesel trucks 40
江淮 骏铃 LJ1 108000 72 3 1800 diesel trucks 30
东风 多利卡 LGD 135000 160 3 4200 diesel trucks 25
解放 J6L LFW 268000 384 3 9900 diesel trucks 20
解放 J7 LFW 420000 720 2 18000 diesel trucks 15
重汽 豪沃 LZZ 380000 640 2 16000 diesel trucks 18
福田 智蓝轻卡 LVB 168000 0 2 1500 bev trucks 10
宇通 ZK6816 LZY 420000 900 33 0 diesel buses 25
宇通 ZK6120 LZY 780000 1200 45 0 diesel buses 18
金龙 考斯特 LL3 360000 900 19 0 diesel buses 20
宇通 E10 LZY 980000 0 40 0 bev buses 20
大众 捷达出租 LFV 99800 300 5 0 petrol taxis 40
比亚迪 秦EV LGX 129800 0 5 0 bev taxis 50
埃安 AION-Y LNA 129800 0 5 0 bev taxis 40
豪爵 HJ125 LC6 7800 60 2 0 petrol motorcycles 50
本田 CB125 LAL 8800 60 2 0 petrol motorcycles 30
"""


def _model(row: str) -> Model:
    brand, model, maker, price, tax, seats, load, fuel, group, weight = row.split()
    return Model(brand, model, maker, int(price), int(tax), int(seats), int(load), fuel, group, int(weight))


MODELS = tuple(_model(row) for row in _TABLE.strip().splitlines())
"""List prices and taxes are round figures of the author's knowledge, for a made-up book only."""

NEV_SHARE = {2017: 2, 2018: 4, 2019: 5, 2020: 6, 2021: 13, 2022: 25, 2023: 31, 2024: 40, 2025: 48, 2026: 52}
"""New-energy share of cars first registered in a year, per cent: own knowledge of the market, medium confidence."""
