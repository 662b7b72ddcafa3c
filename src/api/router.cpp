#include "api/routes.hpp"

namespace pingli::api {

http::Router make_router(const Services& services) {
    http::Router router;
    add_session_routes(router, services);
    add_people_routes(router, services);
    add_command_routes(router, services);
    add_case_routes(router, services);
    add_file_routes(router, services);
    add_shop_routes(router, services);
    add_operator_routes(router, services);
    return router;
}

}  // namespace pingli::api
