"""JUnit XML: a suite per file, counts that add up, nothing XML cannot hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from report_samples import EVIL, batch, copied, options
from test_report_sarif import decided

from qualitycheck.report import writer
from qualitycheck.types import Batch

# the dialect of Jenkins' xunit plugin, as far as it is written
DIALECT = etree.RelaxNG(
    etree.fromstring("""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="testsuites"><attribute name="name"/><ref name="counts"/>
  <oneOrMore><element name="testsuite"><attribute name="name"/><ref name="counts"/>
   <element name="properties"><oneOrMore><element name="property">
    <attribute name="name"/><attribute name="value"/></element></oneOrMore></element>
   <oneOrMore><element name="testcase"><attribute name="name"/><attribute name="classname"/>
    <optional><choice>
     <element name="skipped"><attribute name="message"/></element>
     <element name="failure"><attribute name="type"/><attribute name="message"/><text/></element>
     <element name="error"><attribute name="type"/><attribute name="message"/><text/></element>
    </choice></optional>
    <optional><element name="system-out"><text/></element></optional>
   </element></oneOrMore>
  </element></oneOrMore>
 </element></start>
 <define name="counts">
  <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
  <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
  <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
  <attribute name="skipped"><data type="nonNegativeInteger"/></attribute>
 </define>
</grammar>""")
)


def written(given: Batch, folder: Path, **changes: object) -> etree._Element:
    writer("junit")(given, folder / "out.xml", options(**changes))
    return etree.fromstring((folder / "out.xml").read_bytes())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_file_is_of_the_dialect(tmp_path: Path, lang: str) -> None:
    root = written(batch(), tmp_path, lang=lang)
    assert DIALECT.validate(root), DIALECT.error_log


def test_one_suite_per_file_and_counts_that_add_up(tmp_path: Path) -> None:
    root = written(batch(), tmp_path)
    assert [suite.get("name") for suite in root] == [r.path for r in batch().results]
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == sum(c.find("failure") is not None for c in cases)
    for name in ("tests", "failures", "errors", "skipped"):
        assert int(root.get(name, "")) == sum(int(suite.get(name, "")) for suite in root)
    assert root.get("errors") == "2"


def test_a_case_fails_with_the_words_of_its_findings(tmp_path: Path) -> None:
    [suite] = written(Batch((copied(),), batch().versions), tmp_path)
    failed = {c.get("classname"): c.find("failure") for c in suite.iter("testcase") if c.find("failure") is not None}
    assert set(failed) == {f"qualitycheck.{f.rule}" for f in copied().findings}
    error = failed["qualitycheck.copied-own-previous-year"]
    assert error.get("type") == "error"
    assert "Nội dung 3" in error.text


def test_what_is_set_aside_or_not_sure_fails_nothing(tmp_path: Path) -> None:
    [suite] = written(Batch((decided(),), batch().versions), tmp_path)
    cases = {c.get("classname"): c for c in suite.iter("testcase")}
    assert cases["qualitycheck.missing-section"].find("skipped") is not None
    assert cases["qualitycheck.vague-pledge"].find("failure") is None
    assert "người đọc đã cho qua" in cases["qualitycheck.missing-section"].findtext("system-out")


def test_no_letter_breaks_the_file(tmp_path: Path) -> None:
    report = copied()
    findings = tuple(replace(f, quote=f"{EVIL}\x00\x1b\ufffe\ud800]]>") for f in report.findings)
    root = written(Batch((replace(report, findings=findings),), batch().versions), tmp_path)
    assert EVIL in "".join(root.itertext())
