#include "server/print/html.h"

#include "tests/catch.h"

using namespace candor::server::print;

TEST_CASE("HtmlWriter escapes every text and every attribute") {
  HtmlWriter html;
  html.open("p", {{"title", "a\"b'c<d>&"}}).text("<script>alert('&\"')</script>").close();
  CHECK(html.finish() ==
        "<!doctype html>\n<p "
        "title=\"a&quot;b&#39;c&lt;d&gt;&amp;\">&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</"
        "p>\n");
}

TEST_CASE("HtmlWriter closes what was opened last") {
  HtmlWriter html;
  html.open("a").open("b").single("br").element("c", {}, "中文").close().close();
  CHECK(html.finish() == "<!doctype html>\n<a><b><br/><c>中文</c></b></a>\n");
}

TEST_CASE("HtmlWriter begins anew after finish") {
  HtmlWriter html;
  CHECK(html.finish() == html.finish());
}
