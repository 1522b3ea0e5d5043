"""The list of invented single inspection reports; see `sif.Inspected` for what each value means."""

from sample.reports.families.sif import Inspected, sif
from sample.reports_site.councils import CALDERWICK, HARROWMERE, KINGSBOURNE, NORWELL, PELLINGHAM

REPORTS = tuple(
    sif(told)
    for told in (
        Inspected(
            "2431170", KINGSBOURNE, "24 June 2014 – 16 July 2014", ("2014-06-24", "2014-07-16"), "2014-09-01",
            ("Nuala Frith", "Yusra Tindall", "Sol Amberley", "Petra Lindqvist"), "RGGRG", "R", "G", sentence=True, depth=9,
        ),
        Inspected(
            "2489826", NORWELL, "24 February 2015 to 18 March 2015", ("2015-02-24", "2015-03-18"), "2015-06-03",
            ("Aldous Greave", "Nuala Frith", "Ines Carrow", "Tobias Wrenfield"), "IRGRI", "I", "R", sentence=True, depth=9,
        ),
        Inspected(
            "2574411", HARROWMERE, "22 February 2016 to 17 March 2016", ("2016-02-22", "2016-03-17"), "2016-05-24",
            ("Petra Lindqvist", "Aldous Greave", "Jenny-Mae Stott", "Dermot Ashby-Cole", "Sol Amberley"), "IIRRI", "I", "I", depth=33,
        ),
        Inspected(
            "2590075", CALDERWICK, "16 May 2016 to 9 June 2016", ("2016-05-16", "2016-06-09"), "2016-08-26",
            ("Nuala Frith", "Greta Ollerton", "Ines Carrow"), "RRGGR", "R", "G", depth=8,
        ),
        Inspected(
            "2743308", PELLINGHAM, "20 March 2017 to 13 April 2017", ("2017-03-20", "2017-04-13"), "2017-06-13",
            ("Aldous Greave", "Omar Pell-Hastings", "Yusra Tindall"), "GGGOG", "G", "G", depth=8,
        ),
        Inspected(
            "2763952", HARROWMERE, "13 November 2017 to 24 November 2017", ("2017-11-13", "2017-11-24"), "2018-01-19",
            ("Petra Lindqvist", "Nuala Frith", "Tobias Wrenfield"), "RRORR", "R", "", depth=9, reinspection=True,
        ),
    )
)  # fmt: skip
