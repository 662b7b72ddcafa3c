#include "store/postgres_url.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pingli::store::postgres {
namespace {

struct Row {
    std::string url;
    std::string mode;  // empty: refused
};

// ASVS V12.3.1: nothing leaves the machine in the clear.
TEST(PostgresUrl, SpeaksToOtherMachinesByCheckedTlsOnly) {
    const Row rows[] = {
        {"postgres://u@/d?host=/run/postgresql", "prefer"},
        {"postgres:///d", "prefer"},
        {"postgres://u@localhost/d", "prefer"},
        {"postgres://u@127.0.0.1:5433/d?sslmode=disable", "prefer"},
        {"postgres://u@[::1]/d", "prefer"},
        {"postgres://u@db.example/d", "verify-full"},
        {"postgres://u@db.example/d?sslmode=verify-ca", "verify-full"},
        {"postgres://u@db.example/d?sslmode=verify-full", "verify-full"},
        {"postgres://u@db.example/d?sslmode=require", ""},
        {"postgres://u@db.example/d?sslmode=prefer", ""},
        {"postgres://u@10.0.0.2/d?sslmode=disable", ""},
        {"postgres://u@localhost,db.example/d?sslmode=disable", ""},
        {"postgres://u@localhost/d?hostaddr=10.0.0.2&sslmode=disable", ""},
        {"postgres://u@db.example/d?hostaddr=127.0.0.1&sslmode=disable", ""},
        {"postgres://u@127.example.com/d?sslmode=disable", ""},
        {"postgres://u@/d?service=far&sslmode=disable", ""},
        {"host=db.example dbname=d sslmode=allow", ""},
    };
    for (const Row& row : rows) {
        const auto mode = sslmode_for(row.url);
        EXPECT_EQ(mode ? *mode : "", row.mode) << row.url;
    }
}

TEST(PostgresUrl, IsNotToldInAFault) {
    const auto mode = sslmode_for("postgres://u:geheim@db.example/d?sslmode=disable");
    ASSERT_FALSE(mode);
    EXPECT_EQ(mode.error().context.find("geheim"), std::string::npos);
    const auto none = sslmode_for("postgres://u:geheim@db.example/d?nonsense=1");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().context.find("geheim"), std::string::npos);
}

}  // namespace
}  // namespace pingli::store::postgres
