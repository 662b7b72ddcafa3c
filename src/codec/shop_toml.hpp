// shop.toml: what a shop says of itself. Keys: id, name, platform, zone, numbers[], nicks[], and
// [policy] return_days, repair_days, after_sales_days. Every key may be missing.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "facts/facts.hpp"

namespace pingli::codec {

struct ShopToml {
    std::string id, name;
    facts::Platform platform = facts::Platform::Taobao;
    std::string zone = "Asia/Shanghai";  // a name of the tz database or "+08:00"
    std::vector<std::string> numbers, nicks;
    facts::Policy policy;
};

// Fails with Invalid when `text` is no TOML or a known key has a wrong value, saying `file`, line
// and what was expected: a shop whose platform is misread is judged by the wrong rules. A key that
// is not known is told in `problems`.
Result<ShopToml> parse_shop_toml(std::string_view text, std::string_view file, Problems& problems);

}  // namespace pingli::codec
