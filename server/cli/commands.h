// The commands that keep and manage a server's data, mounted by main.cpp. Each sets the exit code: 0 ok, 1
// the input or the check failed.
#pragma once

namespace CLI {
class App;
}

namespace candor::server {

void add_custody_commands(CLI::App& app, int& exit_code);  // backup, restore, purge, doctor
void add_account_commands(CLI::App& app, int& exit_code);  // account add|list|passwd|disable
void add_demo_command(CLI::App& app, int& exit_code);

}  // namespace candor::server
