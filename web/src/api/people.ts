// The people of a shop, for names beside what they did. Customers may not read them.
import { useQuery } from "@tanstack/react-query";
import { useDesk } from "../shell/desk";
import { client, type Schemas, unwrap } from "./client";
import { Problem } from "./problem";

export type PersonOfShop = Schemas["person"];

export function usePeople() {
    const { shop } = useDesk();
    return useQuery({
        queryKey: ["people", shop.id],
        staleTime: 60_000,
        queryFn: async ({ signal }): Promise<PersonOfShop[]> => {
            try {
                const path = { shop: shop.id };
                const answer = await unwrap(
                    client.GET("/api/v1/shops/{shop}/people", { params: { path }, signal }),
                );
                return answer.people;
            } catch (error) {
                if (error instanceof Problem && error.status === 403) return [];
                throw error;
            }
        },
    });
}
