// pingli openapi: the description of the HTTP interface, without a server. The desk's types are
// made from it.

#include "api/openapi.hpp"

#include <iostream>

#include "cli/verbs.hpp"

namespace pingli::cli {

void add_openapi(CLI::App& app, Context& context) {
    app.add_subcommand("openapi", "Print the description of the HTTP interface (OpenAPI 3.1)")
        ->callback([&context] {
            context.out << api::openapi_document(api::route_docs(), PINGLI_VERSION) << '\n';
        });
}

}  // namespace pingli::cli
