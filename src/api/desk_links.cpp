#include "api/desk_links.hpp"

namespace pingli::api {

std::string case_link(std::string_view base_url, const ShopId& shop, const CaseId& case_id) {
    return std::string{base_url} + "/s/" + shop.value() + "/cases/" + case_id.value();
}

std::string secret_link(std::string_view base_url, std::string_view secret) {
    return std::string{base_url} + "/#link=" + std::string{secret};
}

}  // namespace pingli::api
