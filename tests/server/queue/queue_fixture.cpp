// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/queue_fixture.hpp"

#include "queue/enqueue.hpp"

namespace rmirror::queue::test {

std::string QueueFixture::key(int number)
{
    auto const digits = std::to_string(number);
    return "00000000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

void QueueFixture::enqueue(int number, int priority)
{
    enqueue_for(user, number, priority);
}

void QueueFixture::enqueue_for(UserId const& owner, int number, int priority)
{
    db::as_user(pool, owner, [&](pqxx::work& work) {
        queue::enqueue(work, owner,
                       {.target_name = "ocr",
                        .item_type = "ocr_page",
                        .item_key = key(number),
                        .content_hash = "i1:old",
                        .priority = priority});
    });
}

void QueueFixture::enqueue_many(UserId const& owner, int first, int last)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, content_hash) "
            "SELECT $1, 'ocr', 'ocr_page', ('00000000-0000-7000-8000-' || lpad(number::text, 12, "
            "'0'))::uuid, "
            "'i1:' || number FROM generate_series($2::integer, $3::integer) AS number RETURNING id",
            owner, first, last);
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

ItemId QueueFixture::id_of(int number)
{
    return ItemId(value("SELECT id FROM sync_queue WHERE item_key = '" + key(number) + "'"));
}

}  // namespace rmirror::queue::test
