// Puts the slip together.
#include "server/print/sign_in_slip.h"

#include "server/print/html.h"
#include "server/print/phrases.h"
#include "server/print/qr_svg.h"
#include "server/print/slip_parts.h"

namespace candor::server::print {

Result<std::string> make_sign_in_slip(const SignInSlip& slip) {
  const auto modules = make_qr(slip.link);
  if (!modules) return fail(modules.error());
  const auto phrases = phrases_for_all({"zh-CN", "en"});
  HtmlWriter html;
  write_page_head(html, *phrases.front(), phrases.front()->sign_in_title, slip.stylesheet);
  html.open("body", {{"class", "sign-in"}}).open("main").open("article", {{"class", "slip"}});
  write_qr(html, *modules, phrases.front()->sign_in_title);
  html.open("div", {{"class", "words"}});
  html.open("h1", {{"class", "title"}});
  for (const Phrases* one : phrases) html.element("span", {{"lang", one->language}}, one->sign_in_title);
  html.close();
  html.element("p", {{"class", "for"}}, slip.display_name);
  html.open("p", {{"class", "round"}}).element("span", {}, "账号 · Account").text(" ");
  html.element("b", {}, slip.account_name).close().close();
  for (const Phrases* one : phrases) {
    html.open("ul", {{"class", "lines"}, {"lang", one->language}});
    html.element("li", {}, one->sign_in_how);
    html.element("li", {}, one->sign_in_once);
    if (!slip.valid_until.empty()) html.element("li", {}, fill_in(one->sign_in_until, slip.valid_until));
    html.close();
  }
  html.element("p", {{"class", "link"}}, slip.link);
  return html.close().close().close().close().finish();
}

}  // namespace candor::server::print
