// The first calls of a client that was generated from the API's description. API and TOKEN come from the environment.
import * as api from "./client";
import { createClient } from "./client/client";

declare const process: { env: { API: string; TOKEN: string; NAME: string }; exitCode: number };

const { API, TOKEN, NAME } = process.env;
const client = createClient({ baseUrl: API, auth: () => TOKEN });

function expect(holds: boolean, what: unknown): asserts holds {
    if (!holds) throw new Error(JSON.stringify(what));
}

async function customers(count: number): Promise<api.RegisteredResponse[]> {
    const made: api.RegisteredResponse[] = [];
    for (let number = 1; number <= count; number++) {
        const body: api.NewCustomer = {
            companyName: `${NAME} ${number}`,
            type: "Enterprise",
            primaryEmail: `${NAME}-${number}@example.com`,
        };
        const headers = { "Idempotency-Key": `${NAME}-${number}` };
        const first = await api.createCustomer({ client, body, headers });
        const again = await api.createCustomer({ client, body, headers });
        expect(first.data !== undefined && first.data.id === again.data?.id, first.error);
        made.push(first.data);
    }
    return made;
}

async function page(cursor?: string): Promise<api.PageOfCustomerSummary> {
    const query = { query: NAME, pageSize: 2, page: 1, cursor };
    const { data, error } = await api.searchCustomers({ client, query });
    expect(data !== undefined, error);
    return data;
}

async function found(): Promise<string[]> {
    let shown = await page();
    const ids = shown.items.map((item) => item.id);
    while (shown.nextCursor !== null) {
        shown = await page(shown.nextCursor);
        ids.push(...shown.items.map((item) => item.id));
    }
    return ids;
}

async function updated(customer: api.RegisteredResponse): Promise<void> {
    const options = { client, path: { customerId: customer.id }, body: { industry: "Music" } };
    const headers = { "If-Match": `"${customer.version}"` };
    const { data, error } = await api.updateCustomerProfile({ ...options, headers });
    expect(data?.version === customer.version + 1, error);
    const late = await api.updateCustomerProfile({ ...options, headers });
    expect(late.error?.status === 412 && late.error.type === "PreconditionFailedError", late);
}

async function imported(customer: api.RegisteredResponse): Promise<void> {
    const file = new File([`firstName,lastName,email\nAda,Lovelace,${NAME}@example.com\n`], "list.csv");
    const body: api.ImportForm = { file, customerId: customer.id, mode: "upsert" };
    const { data: started, error } = await api.importContacts({ client, body });
    expect(started !== undefined, error);
    let status: api.ImportStatus;
    do {
        const { data, error } = await api.getImport({ client, path: { importId: started.importId } });
        expect(data !== undefined, error);
        status = data.status;
        await new Promise((resolve) => setTimeout(resolve, 50));
    } while (status === "Processing");
    expect(status === "Completed", status);
    const { data: listed } = await api.listContacts({ client, path: { customerId: customer.id } });
    expect(listed?.items[0]?.firstName === "Ada", listed);
}

async function main(): Promise<void> {
    const made = await customers(3);
    expect(new Set(await found()).size === made.length, "every customer is found");
    await updated(made[0]);
    await imported(made[0]);
    const refused = await api.createCustomer({ client, body: { companyName: "", type: "Enterprise", primaryEmail: "x" } });
    expect(refused.error?.errors?.primaryEmail?.[0] === "must be an e-mail address", refused.error);
    console.log("done");
}

main().catch((failure) => {
    console.error(failure);
    process.exitCode = 1;
});
