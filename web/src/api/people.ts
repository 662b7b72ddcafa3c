// The people of a shop, for names beside what they did. Customers may not read them.
import { useQuery } from "@tanstack/react-query";
import { client, type Schemas, unwrap } from "./client";
import { useDesk, useMay } from "./desk";

export type PersonOfShop = Schemas["person"];

export function usePeople() {
    const { shop } = useDesk();
    const may = useMay();
    return useQuery({
        queryKey: ["people", shop.id],
        enabled: may("read_personal"),
        staleTime: 60_000,
        queryFn: async ({ signal }): Promise<PersonOfShop[]> => {
            const path = { shop: shop.id };
            const answer = await unwrap(
                client.GET("/api/v1/shops/{shop}/people", { params: { path }, signal }),
            );
            return answer.people;
        },
    });
}
