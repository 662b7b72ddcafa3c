-- The fingerprint of the outer key that the secrets of this store are under (store/key_wrap.hpp).
-- No row: they are stored as they are.

CREATE TABLE outer_key (
  only_one    integer NOT NULL PRIMARY KEY CHECK (only_one = 1),
  fingerprint text    NOT NULL
);
