// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/queue_fixture.hpp"

namespace rmirror::jobs::test {

std::string QueueFixture::key(int number)
{
    auto const digits = std::to_string(number);
    return "00000000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

void QueueFixture::enqueue(int number, int priority)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, content_hash, priority) "
            "VALUES ($1, 'ocr', 'ocr_page', $2, 'i1:old', $3)",
            user, key(number), priority);
    });
}

void QueueFixture::set(int number, std::string const& assignments)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params("UPDATE sync_queue SET " + assignments + " WHERE item_key = $1", key(number));
    });
}

std::string QueueFixture::status(int number)
{
    return value("SELECT status || ' ' || attempts FROM sync_queue WHERE item_key = '" + key(number) + "'");
}

}  // namespace rmirror::jobs::test
