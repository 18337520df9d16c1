// `candor account add|list|passwd|disable`, for whoever owns the data directory.
#include "server/cli/commands.h"

#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "server/app/accounts.h"
#include "server/app/clock.h"
#include "server/cli/failure.h"
#include "server/cli/text_file.h"
#include "server/print/sign_in_slip.h"
#include "server/print/slip_parts.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

struct AccountFlags {
  std::string data = "candor-data";
  std::string name, display_name, slip;
  std::string url = "http://127.0.0.1:8080";
  std::vector<std::string> roles;
};

/// "administrator", "organizer", "leader:UNIT" (head) or "leader:UNIT:MEMBER" (plain member).
Result<RoleGrant> parse_grant(const std::string& text) {
  const auto first = text.find(':');
  auto role = parse_role(text.substr(0, first));
  if (!role) return fail(std::move(role).error());
  RoleGrant grant{*role, "", "", false};
  if (first != std::string::npos) {
    const auto second = text.find(':', first + 1);
    grant.unit = text.substr(first + 1, second == std::string::npos ? second : second - first - 1);
    if (second != std::string::npos) grant.member = text.substr(second + 1);
    grant.head = second == std::string::npos;
  }
  return grant;
}

/// Runs `work` on the accounts of the data directory, which must exist already.
template <class Work>
int with_accounts(const AccountFlags& flags, const Work& work) {
  const std::filesystem::path file = std::filesystem::path(flags.data) / "register.db";
  if (!std::filesystem::exists(flags.data)) {
    std::error_code error;
    std::filesystem::create_directories(flags.data, error);
    std::filesystem::permissions(flags.data, std::filesystem::perms::owner_all, error);
  }
  auto store = Register::open(file);
  if (!store) return report_failure(store.error(), file.string());
  Accounts accounts(**store, system_now_s);
  return work(accounts);
}

int write_slip(const AccountFlags& flags, const Account& account, const std::string& link) {
  print::SignInSlip slip;
  slip.display_name = account.display_name.empty() ? account.name : account.display_name;
  slip.account_name = account.name;
  slip.link = link;
  slip.valid_until = time_text(system_now_s() + kLinkSeconds);
  slip.stylesheet = print::inline_stylesheet();
  const auto page = print::make_sign_in_slip(slip);
  if (!page) return report_failure(page.error());
  // The link on it lets whoever reads it sign in: nobody else may.
  const mode_t before = ::umask(077);
  const auto written = write_text_file(flags.slip, *page);
  ::umask(before);
  return written ? 0 : report_failure(written.error());
}

int run_add(const AccountFlags& flags) {
  Account account;
  account.name = flags.name;
  account.display_name = flags.display_name;
  for (const auto& text : flags.roles) {
    auto grant = parse_grant(text);
    if (!grant) return report_failure(grant.error());
    account.roles.push_back(*std::move(grant));
  }
  return with_accounts(flags, [&](Accounts& accounts) {
    const auto made = accounts.add_by_operator(account);
    if (!made) return report_failure(made.error());
    const std::string link = flags.url + "/console#first=" + made->link_token;
    fmt::print("account {} was added; first sign-in within 7 days, once, by this link:\n{}\n",
               made->account.name, link);
    return flags.slip.empty() ? 0 : write_slip(flags, made->account, link);
  });
}

std::string roles_text(const Account& account) {
  std::string text;
  for (const auto& grant : account.roles) {
    text += (text.empty() ? "" : ", ") + std::string(name_of(grant.role));
    if (!grant.unit.empty()) text += ":" + grant.unit;
    if (!grant.member.empty()) text += ":" + grant.member;
  }
  return text;
}

int run_list(const AccountFlags& flags) {
  return with_accounts(flags, [](Accounts& accounts) {
    const auto all = accounts.list();
    if (!all) return report_failure(all.error());
    for (const auto& account : *all) {
      fmt::print(
          "{}\t{}\t{}\t{}\n", account.name, account.display_name, roles_text(account),
          account.disabled ? "disabled" : (account.password_hash.empty() ? "never signed in" : "active"));
    }
    return 0;
  });
}

/// From standard input, so that it stands in no history and no process list; not shown on a terminal.
std::string read_password() {
  const bool terminal = ::isatty(STDIN_FILENO) == 1;
  termios shown{};
  if (terminal && ::tcgetattr(STDIN_FILENO, &shown) == 0) {
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    fmt::print(stderr, "new password: ");
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fmt::print(stderr, "\n");
  }
  return password;
}

int run_passwd(const AccountFlags& flags) {
  const std::string password = read_password();
  return with_accounts(flags, [&](Accounts& accounts) {
    const auto set = accounts.set_password_by_operator(flags.name, password);
    if (!set) return report_failure(set.error());
    fmt::print("the password of {} was changed; its sessions have ended\n", flags.name);
    return 0;
  });
}

int run_disable(const AccountFlags& flags) {
  return with_accounts(flags, [&](Accounts& accounts) {
    const auto disabled = accounts.disable_by_operator(flags.name);
    if (!disabled) return report_failure(disabled.error());
    fmt::print("{} is disabled; its sessions have ended\n", flags.name);
    return 0;
  });
}

CLI::App* add_one(CLI::App& group, AccountFlags& flags, const char* name, const char* help, bool with_name) {
  auto* command = group.add_subcommand(name, help);
  command->add_option("--data", flags.data, "Directory that holds everything")
      ->envname("CANDOR_DATA")
      ->capture_default_str();
  if (with_name) command->add_option("name", flags.name, "Name for signing in")->required();
  return command;
}

}  // namespace

void add_account_commands(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<AccountFlags>();
  auto* group = app.add_subcommand("account", "Manage who may sign in");
  group->require_subcommand(1);
  auto* add = add_one(*group, *flags, "add", "Add an account and print its one-time link", true);
  add->add_option(
         "--role", flags->roles,
         "administrator | organizer | registrar | scrutineer | leader:UNIT (head) | leader:UNIT:MEMBER")
      ->required();
  add->add_option("--display-name", flags->display_name, "Name as people read it");
  add->add_option("--url", flags->url, "What the link starts with")
      ->envname("CANDOR_PUBLIC_URL")
      ->capture_default_str();
  add->add_option("--slip", flags->slip, "Also write a page with the link as QR code to this file");
  add->callback([flags, &exit_code] { exit_code = run_add(*flags); });
  add_one(*group, *flags, "list", "List accounts", false)->callback([flags, &exit_code] {
    exit_code = run_list(*flags);
  });
  add_one(*group, *flags, "passwd", "Set a password, read from standard input", true)
      ->callback([flags, &exit_code] { exit_code = run_passwd(*flags); });
  add_one(*group, *flags, "disable", "Disable an account", true)->callback([flags, &exit_code] {
    exit_code = run_disable(*flags);
  });
}

}  // namespace candor::server
