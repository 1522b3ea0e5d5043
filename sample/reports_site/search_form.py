"""The forms around the results of the sample reports site: free text, filters and the order, in the markup of the real one."""

from html import escape
from urllib.parse import urlencode

Query = list[tuple[str, str]]

CATEGORIES = ("level_1_types", "level_2_types", "level_3_types")
CHECKED = {"religion": 20, "rating": 4, "region": 9, "status": 3}  # filters that are boxes to tick, and how many each has
ORDERS = (("relevancy", "desc"), ("date", "desc"), ("distance", "asc"), ("az", "asc"))
COLLAPSIBLE = 'data-input-aria-controls="js-search-results-info" data-closed-on-load="true"'


def free_text(query: Query) -> str:
    """The form for words or a URN above the results."""
    asked = escape(dict(query).get("q", ""))
    return f"""<form action="/search" class="form form--inline search-filters freetext-search">
  <div class="form-item">
    <label class="form-label" for="search_name">Words or a URN</label>
    <input class="form-control" type="text" id="search_name" name="q" value="{asked}"/>
  </div>
  <div class="form-actions">
    <button class="btn btn--submit update-search update-search--free-text">Find</button>
  </div>
</form>"""


def filters() -> str:
    """The form beside the results."""
    categories = "\n".join(_category(name) for name in CATEGORIES)
    religion, *others = (_boxes(name, count) for name, count in CHECKED.items())
    return f"""
<form action="/search">
  <fieldset>
    <legend class="nonvisual">Where</legend>
    <div class="form-item">
      <label class="form-label" for="search_location">A place</label>
      <input class="form-control" type="text" id="search_location" name="location" placeholder="" value="" />
      <input type="hidden" name="lat" id="place_lat" value="" />
      <input type="hidden" name="lon" id="place_lng" value=""/>
      <input type="hidden" name="radius" id="place_radius" value=""/>
    </div>
    <div class="form-item form-item--distance  1">
      <label for="search_radius" class="form-label">How far</label>
      <select name="radius" id="search_radius" class="form-control" ><option value="3">3 miles</option></select>
    </div>
    <div class="form-actions">
      <button class="btn btn--submit update-search">Search anew</button>
    </div>
  </fieldset>
{categories}
  <div class="row">
    <h2 class="heading--sub col half">Narrow it down</h2>
    <a class="col half clear-filters" href="/search">Begin again</a>
  </div>
  <fieldset class="govuk-option-select js-autocomplete filter--autocomplete js-collapsible" data-closed-on-load="true">
    <legend class="nonvisual" id="local_authority_label">Council</legend>
    <div class="container-head" aria-expanded="true">
      <button class="js-container-head" type="button">
        <div class="option-select-label" id="option-select-local_authority">Council</div>
      </button>
    </div>
    <div role="group" class="options-container" id="local_authority_filters_types">
      <div>
        <label class="form-label heading--alt" for="local_authority_dropdown"><span>Name of a council</span></label>
        <select class="form-control" name="local_authority[]" id="local_authority_dropdown">
          <option value="" disabled selected></option>
        </select>
        <div id="local_authority_dropdown_container"></div>
      </div>
    </div>
  </fieldset>
{religion}
  <div class="govuk-option-select js-collapsible filter--publication-date" {COLLAPSIBLE}>
    <button class="js-container-head" type="button"><div class="option-select-label" id="option-select-pubdate">Newest report</div></button>
    <div role="group" class="options-container" id="pubdate_filters_types">
      <div class="js-auto-height-inner">{_date("start")}{_date("end")}
      </div>
    </div>
  </div>
{"".join(others)}
  <div class="form-actions">
    <button type="submit" class="btn btn--submit update-search">Apply</button>
  </div>
</form>"""


def _category(name: str) -> str:
    return f"""  <fieldset>
    <legend class="nonvisual">A kind</legend>
    <div class="form-item form-item--category ">
      <label class="form-label" for="{name}">A kind</label>
      <select class="form-control type-option-select" name="{name}" id="{name}" ><option value="0">Every kind</option></select>
    </div>
  </fieldset>"""


def _boxes(name: str, count: int) -> str:
    boxes = "".join(
        f"""
        <div class="multiple-choice multiple-choice--parent">
          <input name="{name}[]" value="{number}" id="{name}_{number}" type="checkbox">
          <label for="{name}_{number}">Choice {number}</label>
        </div>"""
        for number in range(1, count + 1)
    )
    return f"""
  <fieldset class="govuk-option-select js-collapsible" {COLLAPSIBLE}>
    <legend class="nonvisual">By {name}</legend>
    <button class="js-container-head" type="button">
      <div aria-hidden="true" class="option-select-label" id="option-select-{name}">By {name}</div>
    </button>
    <div role="group" class="options-container" id="{name}_filters_types">
      <div class="js-auto-height-inner">{boxes}
      </div>
    </div>
  </fieldset>"""


def _date(end: str) -> str:
    name = f"latest_report_date_{end}"
    return f"""
        <div class="form-item">
          <label class="form-label" for="{name}">{end.capitalize()}</label>
          <input class="form-control js-date-picker" id="{name}" name="{name}" value="" type="text">
        </div>"""


def sort_form(query: Query) -> str:
    """The list of orders; each choice is an address with the same search."""
    kept = [(name, value) for name, value in query if name not in ("sort", "order")]
    options = "".join(
        f'\n      <option value="/search?{escape(urlencode([*kept, ("sort", by), ("order", order)]))}" >By {by}</option>'
        for by, order in ORDERS
    )
    return f"""<div class="search-results__sort">
  <form action="">
    <label for="sort_by" class="form-label">Order</label>
    <select name="sort_by" class="js-sort-by form-control" id="sort_by">{options}
    </select>
  </form>
</div>"""
