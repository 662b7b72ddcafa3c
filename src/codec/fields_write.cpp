#include "codec/fields_write.hpp"

namespace pingli::codec {

void FieldWriter::write(const Money& value) {
    json_.begin_object();
    json_.key("amount");
    json_.text(value.amount());
    json_.key("currency");
    json_.text(value.currency.code());
    json_.end_object();
}

// {"person":…,"sealed":…} in the store, {"person":…,"text":…} for a reader.
void FieldWriter::write(const cases::Personal& value) {
    json_.begin_object();
    json_.key("person");
    json_.text(value.person.value());
    if (options_.sealer != nullptr) {
        if (!value.text.empty()) {
            json_.key("sealed");
            json_.text(to_base64(options_.sealer->seal(value.person, value.text)));
        }
    } else if (options_.shows_personal) {
        json_.key("text");
        json_.text(value.text);
    }
    if (value.erased) {
        json_.key("erased");
        json_.boolean(true);
    }
    json_.end_object();
}

void FieldWriter::write(const cases::Facts& value) {
    json_.begin_object();
    for (const cases::Fact& fact : value) {
        json_.key(fact.name);
        std::visit([&](const auto& one) { write(one); }, fact.value);
    }
    json_.end_object();
}

}  // namespace pingli::codec
