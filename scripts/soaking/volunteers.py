"""Who is on the team, comes and goes. Made-up names, none of them like another or like a word."""

from dataclasses import dataclass, field
from datetime import date

from soaking.tables import Value

NAMES = (
    ("Adaeze Okonkwo", "Dezzy"), ("Benedikt Sørensen", "Benno"), ("Carlota Ruizdiaz", "Lotty"),
    ("Dmitri Volkov", "Mitya"), ("Efua Mensah", "Effie"), ("Farah Haddad", "Fafa"),
    ("Giulia Bianchetti", "Juju"), ("Hamza Qureshi", "Hamzi"), ("Ingrid Aakre", "Inky"),
    ("Jovan Petrovic", "Jovo"), ("Keiko Watanabe", "Kiki"), ("Lucinda Ferreira", "Lulu"),
    ("Mirela Dragan", "Mimi"), ("Nandini Raghavan", "Nandu"), ("Oisin Gallagher", "Oshi"),
    ("Priyanka Mehrotra", "Priya"), ("Quentin Lefebvre", "Quent"), ("Rosalba Contreras", "Rosi"),
    ("Sipho Ndlovu", "Sips"), ("Tamsin Hargreaves", "Tams"), ("Ulrike Baumgartner", "Ulli"),
    ("Viktor Szabolcs", "Vitya"), ("Wanjiru Kamau", "Ciru"), ("Xiomara Delgado", "Xio"),
    ("Yusuf Demirkan", "Yus"), ("Zainab Oyelaran", "Zuzu"),
)  # fmt: skip
OUTSIDER = "Wendelin Ostrogradski"
"""Somebody outside the team, to whom a volunteer is close."""
COORDINATORS = 2
SIZE = 12


@dataclass
class Volunteer:
    name: str
    alias: str
    coordinator: bool = False
    experienced: bool = False
    status: str = "Active"
    apart: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@team.example.org"

    def row(self, approved: date) -> dict[str, Value]:
        """Of the Roster."""
        return {
            "Volunteer": self.name,
            "Email": self.email,
            "Also known as": self.alias,
            "Approved on": approved,
            "Experienced": "yes" if self.experienced else None,
            "Coordinator": "yes" if self.coordinator else None,
        }


@dataclass
class Team:
    """`everybody` who ever was on it; the next newcomer is the next of `NAMES`."""

    everybody: list[Volunteer] = field(default_factory=list)

    def come(self) -> Volunteer | None:
        """A newcomer; None when there is nobody left."""
        number = len(self.everybody)
        if number == len(NAMES):
            return None
        newcomer = Volunteer(*NAMES[number], number < COORDINATORS, number % 3 == 0)
        self.everybody.append(newcomer)
        return newcomer

    @property
    def there(self) -> list[Volunteer]:
        """Who has not left: whom the form offers."""
        return [volunteer for volunteer in self.everybody if volunteer.status != "Left"]
