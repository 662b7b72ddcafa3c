// A PostgreSQL server of our own in a fresh folder, reached through a socket there and by nothing
// else, with the settings it ships with (so fsync is on). Stopped and thrown away at the end. As
// root it runs as the user postgres, since PostgreSQL refuses root.

#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "base/assert.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::support {

class PostgresCluster {
public:
    // Nothing when PostgreSQL is not installed.
    static std::unique_ptr<PostgresCluster> start() {
        const std::string programs = first_line("pg_config --bindir 2>/dev/null");
        if (programs.empty() || !std::filesystem::exists(programs + "/initdb")) return nullptr;
        auto cluster = std::unique_ptr<PostgresCluster>(new PostgresCluster(programs));
        cluster->must("initdb", "-D " + cluster->data() +
                                    " -U pingli --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync");
        cluster->start_server();
        return cluster;
    }
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;
    ~PostgresCluster() { static_cast<void>(run("pg_ctl", "-D " + data() + " -m immediate stop")); }

    [[nodiscard]] std::string url(const std::string& database) const {
        return "host=" + folder_.path().string() + " user=pingli dbname=" + database;
    }
    // A new, empty database; its name.
    std::string create_database() {
        std::string name = "test" + std::to_string(++databases_);
        must("createdb", "-h " + folder_.path().string() + " -U pingli " + name);
        return name;
    }
    void start_server() {
        must("pg_ctl", "-D " + data() + " -w -t 300 -l " + folder_.path().string() +
                           "/log -o \"-k " + folder_.path().string() +
                           " -c listen_addresses=''\" start");
    }
    // As a power cut would: no checkpoint, no farewell.
    void stop_immediately() { must("pg_ctl", "-D " + data() + " -t 300 -m immediate stop"); }
    void stop_fast() { must("pg_ctl", "-D " + data() + " -t 300 -m fast stop"); }

private:
    explicit PostgresCluster(std::string programs) : programs_(std::move(programs)) {
        if (::geteuid() == 0)
            PINGLI_ASSERT(std::system(("chown postgres " + folder_.path().string()).c_str()) == 0);
    }
    static std::string first_line(const char* command) {
        std::FILE* const pipe = ::popen(command, "r");
        if (pipe == nullptr) return {};
        std::array<char, 256> line{};
        const bool has_line = std::fgets(line.data(), line.size(), pipe) != nullptr;
        ::pclose(pipe);
        std::string text = has_line ? line.data() : "";
        while (!text.empty() && text.back() == '\n') text.pop_back();
        return text;
    }
    [[nodiscard]] std::string data() const { return folder_.path().string() + "/data"; }
    int run(const std::string& program, const std::string& arguments) const {
        const std::string user = ::geteuid() == 0 ? "runuser -u postgres -- " : "";
        const std::string command = "cd / && " + user + programs_ + "/" + program + " " +
                                    arguments + " >" + folder_.path().string() +
                                    "/command.log 2>&1";
        return std::system(command.c_str());
    }
    void must(const std::string& program, const std::string& arguments) const {
        const bool is_done = run(program, arguments) == 0;
        if (!is_done) {
            const std::string show = "cat " + folder_.path().string() + "/command.log >&2";
            static_cast<void>(std::system(show.c_str()) == 0);
        }
        PINGLI_ASSERT(is_done);
    }

    TemporaryFolder folder_;
    std::string programs_;
    int databases_ = 0;
};

}  // namespace pingli::support
