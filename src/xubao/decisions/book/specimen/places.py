"""Where does the specimen live: provinces, plate letters, cities and the float scheme of each."""

from typing import NamedTuple


class Province(NamedTuple):
    """Area code, short name, plate character, compulsory float scheme (domain 1.3) and (plate letter, city) pairs."""

    code: str
    name: str
    plate: str
    scheme: str
    cities: tuple[tuple[str, str], ...]


def _province(code: str, name: str, plate: str, scheme: str, cities: str) -> Province:
    return Province(code, name, plate, scheme, tuple((item[0], item[1:]) for item in cities.split()))


PROVINCES = (
    _province("51", "四川", "川", "E", "A成都 B绵阳 F德阳 R南充"),
    _province("32", "江苏", "苏", "E", "A南京 E苏州 B无锡 C徐州"),
    _province("14", "山西", "晋", "C", "A太原 B大同 L临汾 M运城"),
    _province("61", "陕西", "陕", "B", "A西安 C宝鸡 D咸阳 K榆林"),
    _province("13", "河北", "冀", "D", "A石家庄 B唐山 F保定 D邯郸"),
    _province("15", "内蒙古", "蒙", "A", "A呼和浩特 B包头 D赤峰 K鄂尔多斯"),
    _province("33", "浙江", "浙", "E", "A杭州 C温州 F嘉兴 J台州"),
    _province("44", "广东", "粤", "E", "A广州 E佛山 S东莞 C珠海"),
    _province("37", "山东", "鲁", "E", "A济南 F烟台 G潍坊 Q临沂"),
    _province("41", "河南", "豫", "E", "A郑州 C洛阳 R南阳 G新乡"),
    _province("42", "湖北", "鄂", "E", "A武汉 E宜昌 F襄阳 D荆州"),
    _province("53", "云南", "云", "B", "A昆明 D曲靖 F玉溪 G红河"),
)
"""A small specimen takes the first few; the order mixes the five float schemes early."""

DISTRICTS = ("城东", "城西", "高新")
"""支公司 of one city."""

ROADS = tuple(
    f"{name}{kind}"
    for name in ("人民", "解放", "建设", "和平", "中山", "文化", "新华", "滨河", "光明", "长江", "迎宾", "学府")
    for kind in ("路", "街", "大道")
)
