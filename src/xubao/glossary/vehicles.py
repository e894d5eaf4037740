"""Closed lists about vehicles: use, class and fuel."""

from xubao.glossary.words import Word


class UseClass(Word):
    """使用性质."""

    FAMILY = "family", "家庭自用", "Family"
    COMPANY = "company", "企业非营运", "Company, non-operating"
    GOVERNMENT = "government", "机关非营运", "Government"
    RENTAL = "rental", "出租租赁", "Taxi or rental"
    CITY_BUS = "city_bus", "城市公交", "City bus"
    COACH = "coach", "公路客运", "Coach"
    PRIVATE_TRUCK = "private_truck", "非营业货车", "Non-operating truck"
    OPERATING_TRUCK = "operating_truck", "营业货车", "Operating truck"


class VehicleKind(Word):
    """车辆种类."""

    CAR = "car", "客车", "Car or bus"
    TRUCK = "truck", "货车", "Truck"
    SPECIAL = "special", "特种车", "Special vehicle"
    MOTORCYCLE = "motorcycle", "摩托车", "Motorcycle"
    TRAILER = "trailer", "挂车", "Trailer"


class Fuel(Word):
    """能源种类; BEV and PHEV are 新能源."""

    PETROL = "petrol", "汽油", "Petrol"
    DIESEL = "diesel", "柴油", "Diesel"
    BEV = "bev", "纯电动", "Battery electric"
    PHEV = "phev", "插电混动", "Plug-in hybrid"

    @property
    def nev(self) -> bool:
        """Return whether the vehicle is a new-energy one."""
        return self in (Fuel.BEV, Fuel.PHEV)
